"""The part of the desk that serves all document types; each service is imported and made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from bsclient.services.context import Workplace
    from bsclient.services.documents.attachments import Attachments
    from bsclient.services.documents.bulk import Bulk
    from bsclient.services.documents.charges import Charges
    from bsclient.services.documents.comments import Comments
    from bsclient.services.documents.drafts import Drafts
    from bsclient.services.documents.files import DocumentFiles
    from bsclient.services.documents.incoming import Incoming
    from bsclient.services.documents.links import Links
    from bsclient.services.documents.listing import Listing
    from bsclient.services.documents.recurring import Recurring
    from bsclient.services.exchange.delivery import Delivery
    from bsclient.services.exports.payment_codes import PaymentCodes
    from bsclient.services.exports.running import FolderExports
    from bsclient.services.imports.sources import PaymentSources
    from bsclient.services.imports.table_profiles import TableProfiles
    from bsclient.services.information.departures import Departures
    from bsclient.services.information.directory_books import Books
    from bsclient.services.information.fees import Fees
    from bsclient.services.information.news import News
    from bsclient.services.information.papers import Papers
    from bsclient.services.information.products import Products
    from bsclient.services.information.rates import Rates
    from bsclient.services.notices.automation import Automation
    from bsclient.services.notices.mail import Mail
    from bsclient.services.notices.telling import Notices
    from bsclient.services.payees.employees import Employees
    from bsclient.services.signing.ceremony import Signing
    from bsclient.services.signing.pending import Pending
    from bsclient.services.statements.archive import Archive
    from bsclient.services.statements.categories import Categories
    from bsclient.services.statements.closings import Closings
    from bsclient.services.statements.expectations import Expectations
    from bsclient.services.statements.forecast import Forecasts
    from bsclient.services.statements.health import Health
    from bsclient.services.statements.search import EntrySearch
    from bsclient.services.statements.summary import Summary
    from bsclient.services.statements.turnover import Turnover

T = TypeVar("T")


class TypeServices:
    """Services of an open profile beside those of payments; `Desk` has the rest."""

    place: Workplace

    @property
    def drafts(self) -> Drafts:
        """Documents that are being written."""
        raise NotImplementedError

    @property
    def delivery(self) -> Delivery:
        """Talking to the bank."""
        raise NotImplementedError

    @property
    def listing(self) -> Listing:
        """Lists of documents."""
        raise NotImplementedError

    @property
    def signing(self) -> Signing:
        """Signing and taking signatures back."""
        raise NotImplementedError

    def _one(self, name: str, make: Callable[[], T]) -> T:
        raise NotImplementedError

    @property
    def payment_codes(self) -> PaymentCodes:
        """QR codes of own requisites."""
        from bsclient.services.exports.payment_codes import PaymentCodes

        return self._one("payment_codes", lambda: PaymentCodes(self.place))

    @property
    def payment_sources(self) -> PaymentSources:
        """Payments found in codes and copied texts."""
        from bsclient.services.imports.sources import PaymentSources

        return self._one("payment_sources", lambda: PaymentSources(self.place, self.drafts))

    @property
    def charges(self) -> Charges:
        """Payments of charges of the state."""
        from bsclient.services.documents.charges import Charges

        return self._one("charges", lambda: Charges(self.place, self.drafts))

    @property
    def books(self) -> Books:
        """Directories other than that of banks."""
        return self.place.books

    @property
    def products(self) -> Products:
        """What the client has at the bank."""
        from bsclient.services.information.products import Products

        return self._one("products", lambda: Products(self.place))

    @property
    def pending(self) -> Pending:
        """Documents that are signed with colleagues at other PCs."""
        from bsclient.services.signing.pending import Pending

        return self._one("pending", lambda: Pending(self.place))

    @property
    def incoming(self) -> Incoming:
        """Documents that the bank made."""
        from bsclient.services.documents.incoming import Incoming

        return self._one("incoming", lambda: Incoming(self.place, self.drafts))

    @property
    def comments(self) -> Comments:
        """Notes beside documents."""
        from bsclient.services.documents.comments import Comments

        return self._one("comments", lambda: Comments(self.place))

    @property
    def links(self) -> Links:
        """Which documents belong together."""
        from bsclient.services.documents.links import Links

        return self._one("links", lambda: Links(self.place))

    @property
    def attachments(self) -> Attachments:
        """Files that go with documents."""
        from bsclient.services.documents.attachments import Attachments

        return self._one("attachments", lambda: Attachments(self.place))

    @property
    def bulk(self) -> Bulk:
        """One change of many drafts."""
        from bsclient.services.documents.bulk import Bulk

        return self._one("bulk", lambda: Bulk(self.place, self.drafts))

    @property
    def recurring(self) -> Recurring:
        """Documents made by a calendar."""
        from bsclient.services.documents.recurring import Recurring

        return self._one("recurring", lambda: Recurring(self.place, self.drafts))

    @property
    def departures(self) -> Departures:
        """When payments leave."""
        from bsclient.services.information.departures import Departures

        return self._one("departures", lambda: Departures(self.place))

    @property
    def news(self) -> News:
        """News, notices and offers of the bank."""
        from bsclient.services.information.news import News

        return self._one("news", lambda: News(self.place))

    @property
    def rates(self) -> Rates:
        """Rates of currencies with their history."""
        from bsclient.services.information.rates import Rates

        return self._one("rates", lambda: Rates(self.place))

    @property
    def fees(self) -> Fees:
        """What the bank takes."""
        from bsclient.services.information.fees import Fees

        return self._one("fees", lambda: Fees(self.place))

    @property
    def papers(self) -> Papers:
        """References and statements that the bank signed."""
        from bsclient.services.information.papers import Papers

        return self._one("papers", lambda: Papers(self.place, self.listing, self.signing, self.incoming))

    @property
    def forecast(self) -> Forecasts:
        """What balances come to."""
        from bsclient.services.statements.forecast import Forecasts

        return self._one("forecast", lambda: Forecasts(self.place))

    @property
    def files(self) -> DocumentFiles:
        """Documents of any type in files."""
        from bsclient.services.documents.files import DocumentFiles

        return self._one("files", lambda: DocumentFiles(self.place, self.drafts))

    @property
    def table_profiles(self) -> TableProfiles:
        """How table files (CSV, XLSX) are read."""
        from bsclient.services.imports.table_profiles import TableProfiles

        return self._one("table_profiles", lambda: TableProfiles(self.place))

    @property
    def employees(self) -> Employees:
        """The own directory of employees, filled from results of the bank."""
        from bsclient.services.payees.employees import Employees

        return self._one("employees", lambda: Employees(self.drafts, self.books))

    @property
    def expectations(self) -> Expectations:
        """Income that is expected."""
        from bsclient.services.statements.expectations import Expectations

        return self._one("expectations", lambda: Expectations(self.place))

    @property
    def archive(self) -> Archive:
        """Statement files taken in."""
        from bsclient.services.statements.archive import Archive

        return self._one("archive", lambda: Archive(self.place))

    @property
    def closings(self) -> Closings:
        """Days of accounts, and which the bank has closed."""
        from bsclient.services.statements.closings import Closings

        return self._one("closings", lambda: Closings(self.place))

    @property
    def categories(self) -> Categories:
        """Rules that sort entries into categories."""
        from bsclient.services.statements.categories import Categories

        return self._one("categories", lambda: Categories(self.place))

    @property
    def turnover(self) -> Turnover:
        """Sums by counterparty, category, month."""
        from bsclient.services.statements.turnover import Turnover

        return self._one("turnover", lambda: Turnover(self.place, self.categories))

    @property
    def summary(self) -> Summary:
        """What all accounts hold on a day."""
        from bsclient.services.statements.summary import Summary

        return self._one("summary", lambda: Summary(self.place))

    @property
    def entry_search(self) -> EntrySearch:
        """Entries by any fragment."""
        from bsclient.services.statements.search import EntrySearch

        return self._one("entry_search", lambda: EntrySearch(self.place))

    @property
    def health(self) -> Health:
        """Whether statements add up."""
        from bsclient.services.statements.health import Health

        return self._one("health", lambda: Health(self.place, self.delivery.session))

    @property
    def notices(self) -> Notices:
        """What the user wants to be told of, and what was told."""
        from bsclient.services.notices.telling import Notices

        return self._one("notices", lambda: Notices(self.place))

    @property
    def automation(self) -> Automation:
        """What goes on by itself."""
        from bsclient.services.notices.automation import Automation

        return self._one("automation", lambda: Automation(self.notices, self.folder_exports))

    @property
    def folder_exports(self) -> FolderExports:
        """Files written into folders by themselves."""
        from bsclient.services.exports.running import FolderExports
        from bsclient.services.statements.reading import Statements

        return self._one("folder_exports", lambda: FolderExports(self.place, Statements(self.place)))

    @property
    def mail(self) -> Mail:
        """Notices by e-mail."""
        from bsclient.services.notices.mail import Mail

        return self._one("mail", lambda: Mail(self.place))
