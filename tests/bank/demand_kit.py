"""Payment demands and collection orders between the clients of a small town, and the payers' answers."""

from bank_core_kit import SBER, directory

SAME = (
    "payer_account", "payee_name", "payee_inn", "payee_account", "payee_bic", "payee_bank_name", "payee_corr_account",
    "priority", "purpose",
)  # fmt: skip


def sides(town, payer=None, payee=None):
    """Fields of both sides; None is somebody at another bank."""
    home, other = town.profile, directory().find(SBER)
    found = {}
    for side, company in (("payer", payer), ("payee", payee)):
        party = company.party() if company else town.stranger
        found |= {f"{side}_{name}": text for name, text in party.items() if name != "kpp"}
        found[f"{side}_bic"] = home.bic if company else SBER
        found[f"{side}_bank_name"] = home.name if company else other.name
        found[f"{side}_corr_account"] = home.correspondent_account if company else other.correspondent_account
    return found


def demand(town, *, payer="ann", payee="bob", kind="payment_demand", **fields):
    """Bob demands 1000 roubles of Ann, unless told otherwise."""
    given_sides = sides(town, getattr(town, payer) if payer else None, getattr(town, payee))
    special = {"payment_demand": {"condition": "2"}, "collection_order": {
        "ground": "contract", "ground_number": "5", "ground_date": "2026-09-01",
    }}[kind]  # fmt: skip
    words = {"amount": "1000.00", "purpose": "Поставка по договору 5. НДС не облагается"}
    return getattr(town, payee).file(kind, **(given_sides | special | words | fields))


def incoming(town, client="ann"):
    return town.made(client, "incoming_demand")


def answer(town, decision="full", company=None, told=None, **fields):
    """Answer the last demand that came."""
    who = company or town.ann
    sent = told or incoming(town, who.id)[-1]
    said = {name: sent.fields[name] for name in SAME}
    said |= {"decision": decision, "demand": sent.id, "deadline": sent.fields["deadline"]}
    said |= {f"demand_{name}": sent.fields[name] for name in ("number", "date", "amount")}
    if decision == "full":
        said["accepted_amount"] = sent.fields["amount"]
    else:
        said["reason"] = "п. 3.2: поставлена часть товара"
    return who.file("demand_acceptance", **(said | fields))
