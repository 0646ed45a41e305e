<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
    <context>
        <name></name>
        <message numerus="yes">
            <source>Export %n document(s)</source>
            <translation>
                <numerusform>Export %n document</numerusform>
                <numerusform>Export %n documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Imported: %n document(s)</source>
            <translation>
                <numerusform>Imported: %n document</numerusform>
                <numerusform>Imported: %n documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n were left out: they are there already by now.</source>
            <translation>
                <numerusform>%n was left out: it is there already by now.</numerusform>
                <numerusform>%n were left out: they are there already by now.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) of the file will be deleted; they can be restored one by one.</source>
            <translation>
                <numerusform>%n document of the file will be deleted; it can be restored.</numerusform>
                <numerusform>%n documents of the file will be deleted; they can be restored one by one.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The import was undone: %n document(s) deleted.</source>
            <translation>
                <numerusform>The import was undone: %n document deleted.</numerusform>
                <numerusform>The import was undone: %n documents deleted.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s) written to {name}.</source>
            <translation>
                <numerusform>%n remark written to {name}.</numerusform>
                <numerusform>%n remarks written to {name}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of the chosen document(s) are there already or are not from your account. If you take them, they may be paid twice.</source>
            <translation>
                <numerusform>%n of the chosen documents is there already or is not from your account. If you take it, it may be paid twice.</numerusform>
                <numerusform>%n of the chosen documents are there already or are not from your account. If you take them, they may be paid twice.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n already there, left out</source>
            <translation>
                <numerusform>%n already there, left out</numerusform>
                <numerusform>%n already there, left out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more without remarks are taken and not listed</source>
            <translation>
                <numerusform>%n more without remarks is taken and not listed</numerusform>
                <numerusform>%n more without remarks are taken and not listed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Import %n document(s)</source>
            <translation>
                <numerusform>Import %n document</numerusform>
                <numerusform>Import %n documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more remark(s) about the file</source>
            <translation>
                <numerusform>%n more remark about the file</numerusform>
                <numerusform>%n more remarks about the file</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s)</source>
            <translation>
                <numerusform>%n remark</numerusform>
                <numerusform>%n remarks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) taken out of the queue</source>
            <translation>
                <numerusform>%n document taken out of the queue</numerusform>
                <numerusform>%n documents taken out of the queue</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Your signature was taken off %n document(s)</source>
            <translation>
                <numerusform>Your signature was taken off %n document</numerusform>
                <numerusform>Your signature was taken off %n documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) deleted</source>
            <translation>
                <numerusform>%n document deleted</numerusform>
                <numerusform>%n documents deleted</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) restored</source>
            <translation>
                <numerusform>%n document restored</numerusform>
                <numerusform>%n documents restored</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more remark(s)</source>
            <translation>
                <numerusform>and %n more remark</numerusform>
                <numerusform>and %n more remarks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Save %n form(s) as PDF</source>
            <translation>
                <numerusform>Save %n form as PDF</numerusform>
                <numerusform>Save %n forms as PDF</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) put into the queue for the bank</source>
            <translation>
                <numerusform>%n document put into the queue for the bank</numerusform>
                <numerusform>%n documents put into the queue for the bank</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) to sign</source>
            <translation>
                <numerusform>%n document to sign</numerusform>
                <numerusform>%n documents to sign</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changed payee(s) to confirm</source>
            <translation>
                <numerusform>%n changed payee to confirm</numerusform>
                <numerusform>%n changed payees to confirm</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s) to confirm</source>
            <translation>
                <numerusform>%n warning to confirm</numerusform>
                <numerusform>%n warnings to confirm</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) will not be signed</source>
            <translation>
                <numerusform>%n document will not be signed</numerusform>
                <numerusform>%n documents will not be signed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) left out: the payee's details look swapped. Each of them is signed by itself, after a comparison.</source>
            <translation>
                <numerusform>%n document left out: the payee's details look swapped. It is signed by itself, after a comparison.</numerusform>
                <numerusform>%n documents left out: the payees' details look swapped. Each of them is signed by itself, after a comparison.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The details of %n payee(s) are not those that were paid before. Open, compare and say how you have checked them.</source>
            <translation>
                <numerusform>The details of %n payee are not those that were paid before. Open, compare and say how you have checked them.</numerusform>
                <numerusform>The details of %n payees are not those that were paid before. Open, compare and say how you have checked them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n payee(s) you have never paid before: compare their details</source>
            <translation>
                <numerusform>%n payee you have never paid before: compare the details</numerusform>
                <numerusform>%n payees you have never paid before: compare their details</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The same of %n document(s): No. </source>
            <translation>
                <numerusform>The same of %n document: No. </numerusform>
                <numerusform>The same of %n documents: Nos. </numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Signs that banks do not take were replaced in %n text(s). This is what you sign:</source>
            <translation>
                <numerusform>Signs that banks do not take were replaced in %n text. This is what you sign:</numerusform>
                <numerusform>Signs that banks do not take were replaced in %n texts. This is what you sign:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) signed; nothing but sending is left</source>
            <translation>
                <numerusform>%n document signed; nothing but sending is left</numerusform>
                <numerusform>%n documents signed; nothing but sending is left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) partly signed</source>
            <translation>
                <numerusform>%n document partly signed</numerusform>
                <numerusform>%n documents partly signed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) not signed</source>
            <translation>
                <numerusform>%n document not signed</numerusform>
                <numerusform>%n documents not signed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Your key is valid for %n more day(s)</source>
            <translation>
                <numerusform>Your key is valid for %n more day</numerusform>
                <numerusform>Your key is valid for %n more days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sent without a receipt</source>
            <translation>
                <numerusform>%n sent without a receipt</numerusform>
                <numerusform>%n sent without a receipt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rejected</source>
            <translation>
                <numerusform>%n rejected</numerusform>
                <numerusform>%n rejected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with errors</source>
            <translation>
                <numerusform>%n with errors</numerusform>
                <numerusform>%n with errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to sign</source>
            <translation>
                <numerusform>%n to sign</numerusform>
                <numerusform>%n to sign</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n signed, not sent</source>
            <translation>
                <numerusform>%n signed, not sent</numerusform>
                <numerusform>%n signed, not sent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to be sent</source>
            <translation>
                <numerusform>%n to be sent</numerusform>
                <numerusform>%n to be sent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n from colleagues for your signature</source>
            <translation>
                <numerusform>%n from colleagues for your signature</numerusform>
                <numerusform>%n from colleagues for your signature</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with colleagues for signing</source>
            <translation>
                <numerusform>%n with colleagues for signing</numerusform>
                <numerusform>%n with colleagues for signing</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unread letter(s)</source>
            <translation>
                <numerusform>%n unread letter</numerusform>
                <numerusform>%n unread letters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unread notice(s) of the bank</source>
            <translation>
                <numerusform>%n unread notice of the bank</numerusform>
                <numerusform>%n unread notices of the bank</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other document(s) rejected</source>
            <translation>
                <numerusform>%n other document rejected</numerusform>
                <numerusform>%n other documents rejected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other document(s) to sign</source>
            <translation>
                <numerusform>%n other document to sign</numerusform>
                <numerusform>%n other documents to sign</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) of the bank to read</source>
            <translation>
                <numerusform>%n document of the bank to read</numerusform>
                <numerusform>%n documents of the bank to read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Try again in %n s</source>
            <translation>
                <numerusform>Try again in %n s</numerusform>
                <numerusform>Try again in %n s</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and on %n more day(s)</source>
            <translation>
                <numerusform>… and on %n more day</numerusform>
                <numerusform>… and on %n more days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Balances part on %n day(s): the check names them.</source>
            <translation>
                <numerusform>Balances part on %n day: the check names them.</numerusform>
                <numerusform>Balances part on %n days: the check names them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n without a receipt</source>
            <translation>
                <numerusform>%n without a receipt</numerusform>
                <numerusform>%n without a receipt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new notification(s)</source>
            <translation>
                <numerusform>%n new notification</numerusform>
                <numerusform>%n new notifications</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Filters hide %n row(s)</source>
            <translation>
                <numerusform>Filters hide %n row</numerusform>
                <numerusform>Filters hide %n rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) to fill in</source>
            <translation>
                <numerusform>%n field to fill in</numerusform>
                <numerusform>%n fields to fill in</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n warning</numerusform>
                <numerusform>%n warnings</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hint(s)</source>
            <translation>
                <numerusform>%n hint</numerusform>
                <numerusform>%n hints</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) accepted by the bank</source>
            <translation>
                <numerusform>%n document accepted by the bank</numerusform>
                <numerusform>%n documents accepted by the bank</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new status(es)</source>
            <translation>
                <numerusform>%n new status</numerusform>
                <numerusform>%n new statuses</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ledger entry(ies)</source>
            <translation>
                <numerusform>%n ledger entry</numerusform>
                <numerusform>%n ledger entries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n letter(s)</source>
            <translation>
                <numerusform>%n letter</numerusform>
                <numerusform>%n letters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unread</source>
            <translation>
                <numerusform>%n unread</numerusform>
                <numerusform>%n unread</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n problem(s)</source>
            <translation>
                <numerusform>%n problem</numerusform>
                <numerusform>%n problems</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s)</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entry(ies)</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s), {size}</source>
            <translation>
                <numerusform>%n file, {size}</numerusform>
                <numerusform>%n files, {size}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The first %n are shown; search for the others.</source>
            <translation>
                <numerusform>The first %n is shown; search for the others.</numerusform>
                <numerusform>The first %n are shown; search for the others.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n payee(s)</source>
            <translation>
                <numerusform>%n payee</numerusform>
                <numerusform>%n payees</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n byte</numerusform>
                <numerusform>%n bytes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Change %n draft(s)</source>
            <translation>
                <numerusform>Change %n draft</numerusform>
                <numerusform>Change %n drafts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n draft(s) changed</source>
            <translation>
                <numerusform>%n draft changed</numerusform>
                <numerusform>%n drafts changed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them with errors now</source>
            <translation>
                <numerusform>%n of them with errors now</numerusform>
                <numerusform>%n of them with errors now</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n draft(s) made by the calendar</source>
            <translation>
                <numerusform>%n draft made by the calendar</numerusform>
                <numerusform>%n drafts made by the calendar</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>every %n week(s)</source>
            <translation>
                <numerusform>every week</numerusform>
                <numerusform>every %n weeks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>every %n month(s)</source>
            <translation>
                <numerusform>every month</numerusform>
                <numerusform>every %n months</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n time(s)</source>
            <translation>
                <numerusform>once</numerusform>
                <numerusform>%n times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) in the file</source>
            <translation>
                <numerusform>%n document in the file</numerusform>
                <numerusform>%n documents in the file</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take %n in</source>
            <translation>
                <numerusform>Take %n in</numerusform>
                <numerusform>Take %n in</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) taken in from {name}</source>
            <translation>
                <numerusform>%n document taken in from {name}</numerusform>
                <numerusform>%n documents taken in from {name}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) written to {path}</source>
            <translation>
                <numerusform>%n document written to {path}</numerusform>
                <numerusform>%n documents written to {path}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At least %n character(s)</source>
            <translation>
                <numerusform>At least %n character</numerusform>
                <numerusform>At least %n characters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The known details were paid %n time(s)</source>
            <translation>
                <numerusform>The known details were paid %n time</numerusform>
                <numerusform>The known details were paid %n times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) given to colleagues for signing</source>
            <translation>
                <numerusform>%n document given to colleagues for signing</numerusform>
                <numerusform>%n documents given to colleagues for signing</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) are being taken back</source>
            <translation>
                <numerusform>%n document is being taken back</numerusform>
                <numerusform>%n documents are being taken back</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take %n document(s) back from signing?</source>
            <translation>
                <numerusform>Take %n document back from signing?</numerusform>
                <numerusform>Take %n documents back from signing?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Refuse to sign %n document(s)?</source>
            <translation>
                <numerusform>Refuse to sign %n document?</numerusform>
                <numerusform>Refuse to sign %n documents?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) refused</source>
            <translation>
                <numerusform>%n document refused</numerusform>
                <numerusform>%n documents refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n day(s)</source>
            <translation>
                <numerusform>in %n day</numerusform>
                <numerusform>in %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The key is valid for %n more day(s): renew it after the log-in.</source>
            <translation>
                <numerusform>The key is valid for %n more day: renew it after the log-in.</numerusform>
                <numerusform>The key is valid for %n more days: renew it after the log-in.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Every %n minute(s)</source>
            <translation>
                <numerusform>Every %n minute</numerusform>
                <numerusform>Every %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n official rate(s)</source>
            <translation>
                <numerusform>%n official rate</numerusform>
                <numerusform>%n official rates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>In the archive: %n conversation(s)</source>
            <translation>
                <numerusform>In the archive: %n conversation</numerusform>
                <numerusform>In the archive: %n conversations</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The bank answers by {time}, in %n minute(s)</source>
            <translation>
                <numerusform>The bank answers by {time}, in %n minute</numerusform>
                <numerusform>The bank answers by {time}, in %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) differ from what the bank signed: show what</source>
            <translation>
                <numerusform>%n day differs from what the bank signed: show what</numerusform>
                <numerusform>%n days differ from what the bank signed: show what</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n expectation(s) added from the past months</source>
            <translation>
                <numerusform>%n expectation added from the past months</numerusform>
                <numerusform>%n expectations added from the past months</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) back and ahead</source>
            <translation>
                <numerusform>%n day back and ahead</numerusform>
                <numerusform>%n days back and ahead</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s) for your information</source>
            <translation>
                <numerusform>%n remark for your information</numerusform>
                <numerusform>%n remarks for your information</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n finding(s) need looking at</source>
            <translation>
                <numerusform>%n finding needs looking at</numerusform>
                <numerusform>%n findings need looking at</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n account(s) looked through</source>
            <translation>
                <numerusform>%n account looked through</numerusform>
                <numerusform>%n accounts looked through</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s) the bank did not tell of are set apart: see the check</source>
            <translation>
                <numerusform>%n operation the bank did not tell of is set apart: see the check</numerusform>
                <numerusform>%n operations the bank did not tell of are set apart: see the check</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s) of these days are here and no longer in the file: they stay, marked</source>
            <translation>
                <numerusform>%n operation of these days is here and no longer in the file: it stays, marked</numerusform>
                <numerusform>%n operations of these days are here and no longer in the file: they stay, marked</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n payment(s)</source>
            <translation>
                <numerusform>%n payment</numerusform>
                <numerusform>%n payments</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s)</source>
            <translation>
                <numerusform>%n operation</numerusform>
                <numerusform>%n operations</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s) only this file told will be removed</source>
            <translation>
                <numerusform>%n operation only this file told will be removed</numerusform>
                <numerusform>%n operations only this file told will be removed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s) another file told too will stay</source>
            <translation>
                <numerusform>%n operation another file told too will stay</numerusform>
                <numerusform>%n operations another file told too will stay</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) before</source>
            <translation>
                <numerusform>%n day before</numerusform>
                <numerusform>%n days before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) before</source>
            <translation>
                <numerusform>%n minute before</numerusform>
                <numerusform>%n minutes before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them with errors</source>
            <translation>
                <numerusform>%n of them with errors</numerusform>
                <numerusform>%n of them with errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) cannot be read.</source>
            <translation>
                <numerusform>%n row cannot be read.</numerusform>
                <numerusform>%n rows cannot be read.</numerusform>
            </translation>
        </message>
    </context>
</TS>
