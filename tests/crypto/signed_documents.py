"""Random documents with random signers: every registered type, texts of any letters, several authorities and keys."""

import random
import uuid
from datetime import timedelta

from crypto_kit import AT

from bsclient.crypto import keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain.canonical import Signed
from bsclient.domain.documents import registry

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕABCDEFxyz0123456789 «»№\"'\\/.,;:!?()-–—%€₽\n\t🙂中a\u0301"
NAMES = [
    ("Иванов Иван Иванович", "ООО «Ромашка»"),
    ("Константинопольский-Задунайский Александр Владиславович", "Общество " * 15),
    ("Ivanov", ""),
    ("Ёлкина Ия", 'АО "Щит и Меч" №1'),
    ("Li 李", "R&D <Ltd>"),
]


class Signers:
    """Authorities, each with signers; at most one signature in sixteen uses the same pair twice in a row."""

    def __init__(self, seed, authorities=3, each=4):
        self.chance = random.Random(seed)
        self.pairs = []
        for number in range(authorities):
            authority = CertificateAuthority.create(f"Банк № {number}: центр", AT, 3000)
            for _ in range(each):
                key = keys.generate()
                request = make_request(key, *self.chance.choice(NAMES))
                holder = authority.issue(request, at=AT, days=self.chance.randint(30, 2999))
                self.pairs.append((authority.certificate, SoftwareSigner(key, holder), key))

    def text(self, longest):
        return "".join(self.chance.choices(LETTERS, k=self.chance.randint(0, longest)))

    def document(self):
        """Return canonical bytes of a document of a random type with random fields."""
        chance = self.chance
        kind = chance.choice(sorted(registry))
        fields = {f"field_{number}": self.text(200) for number in range(chance.randint(0, 40))}
        if chance.random() < 0.1:
            fields["rows"] = [{"name": self.text(60), "sum": f"{chance.random():.2f}"} for _ in range(200)]
        until = AT + timedelta(seconds=chance.randint(0, 10**8))
        return Signed(
            "bsclient.document/1", kind, "1", str(uuid.UUID(int=chance.getrandbits(128))), "044525225",
            str(chance.randint(1, 10**6)), until, fields, by=self.text(0) or "user",
        ).encode()  # fmt: skip

    def signature(self):
        """Return authority, holder, content and a signature over it within the holder's life."""
        root, signer, _ = self.chance.choice(self.pairs)
        content = self.document()
        life = signer.certificate.not_after - AT
        at = AT + timedelta(seconds=self.chance.randint(0, int(life.total_seconds())))
        return root, signer.certificate, content, signer.sign(content, at), at
