<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en">
    <context>
        <name></name>
        <message>
            <source>Directory of banks (BIC)</source>
            <translation>Справочник банков (БИК)</translation>
        </message>
        <message>
            <source>BIC, name or town of the bank</source>
            <translation>БИК, название, город</translation>
        </message>
        <message>
            <source>Type a part of the BIC, the name or the town</source>
            <translation>Введите часть БИК, наименования или города</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>Выбрать</translation>
        </message>
        <message>
            <source>No bank was found</source>
            <translation>Банк не найден</translation>
        </message>
        <message>
            <source>Directory of the Bank of Russia, in force from {day}</source>
            <translation>Справочник Банка России, действует с {day}</translation>
        </message>
        <message>
            <source>This edition is old: synchronise, or load a newer one</source>
            <translation>Редакция устарела: выполните обмен с банком или загрузите новую</translation>
        </message>
        <message>
            <source>Copy the details</source>
            <translation>Копировать реквизиты</translation>
        </message>
        <message>
            <source>Load a directory file (ED807)…</source>
            <translation>Загрузить файл справочника (ED807)…</translation>
        </message>
        <message>
            <source>The details are on the clipboard</source>
            <translation>Реквизиты скопированы в буфер обмена</translation>
        </message>
        <message>
            <source>Load a directory of banks</source>
            <translation>Загрузка справочника банков</translation>
        </message>
        <message numerus="yes">
            <source>%n entry(ies)</source>
            <translation>
                <numerusform>%n запись</numerusform>
                <numerusform>%n записи</numerusform>
                <numerusform>%n записей</numerusform>
            </translation>
        </message>
        <message>
            <source>The edition of {day} with {count} entries is in force</source>
            <translation>Действует редакция от {day}, записей: {count}</translation>
        </message>
        <message>
            <source>BIC</source>
            <translation>БИК</translation>
        </message>
        <message>
            <source>Rule of notifications</source>
            <translation>Правило уведомлений</translation>
        </message>
        <message>
            <source>In the system tray</source>
            <translation>В области уведомлений</translation>
        </message>
        <message>
            <source>By e-mail</source>
            <translation>По электронной почте</translation>
        </message>
        <message>
            <source>All accounts (amounts: in roubles)</source>
            <translation>Все счета (суммы — в рублях)</translation>
        </message>
        <message>
            <source>Tell me when</source>
            <translation>Когда сообщать</translation>
        </message>
        <message>
            <source>Export into a folder</source>
            <translation>Выгрузка в папку</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>Выбрать папку…</translation>
        </message>
        <message>
            <source>Choose the folder</source>
            <translation>Выбор папки</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Наименование</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Папка</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Формат</translation>
        </message>
        <message>
            <source>Begin the export anew?</source>
            <translation>Начать выгрузку заново?</translation>
        </message>
        <message>
            <source>All operations from {day} on are written again, also those that stand in earlier files. Do not load them into the accounting program twice.</source>
            <translation>Все операции начиная с {day} будут записаны заново, включая те, что есть в прежних файлах. Не загружайте их в учётную программу дважды.</translation>
        </message>
        <message>
            <source>Begin anew</source>
            <translation>Начать заново</translation>
        </message>
        <message>
            <source>Operations from</source>
            <translation>Операции с даты</translation>
        </message>
        <message>
            <source>Accounts (none ticked: all)</source>
            <translation>Счета (без отметок — все)</translation>
        </message>
        <message>
            <source>Names of files</source>
            <translation>Имена файлов</translation>
        </message>
        <message>
            <source>Outcomes</source>
            <translation>Исходы</translation>
        </message>
        <message>
            <source>Days before the end</source>
            <translation>Дней до окончания</translation>
        </message>
        <message>
            <source>Minutes before the cut-off</source>
            <translation>Минут до рейса</translation>
        </message>
        <message>
            <source>Besides the list</source>
            <translation>Кроме списка</translation>
        </message>
        <message>
            <source>Enter an amount, for example 100 000.00</source>
            <translation>Введите сумму, например 100 000,00</translation>
        </message>
        <message>
            <source>Town</source>
            <translation>Город</translation>
        </message>
        <message>
            <source>Kind of participant</source>
            <translation>Тип участника</translation>
        </message>
        <message>
            <source>Restrictions</source>
            <translation>Ограничения</translation>
        </message>
        <message>
            <source>Accounts at the Bank of Russia</source>
            <translation>Счета в Банке России</translation>
        </message>
        <message>
            <source>SWIFT</source>
            <translation>SWIFT</translation>
        </message>
        <message>
            <source>In force since</source>
            <translation>Действует с</translation>
        </message>
        <message>
            <source>Closed since</source>
            <translation>Исключён с</translation>
        </message>
        <message>
            <source>Corr. account</source>
            <translation>Корр. счёт</translation>
        </message>
        <message>
            <source>Payee with other details: {name}</source>
            <translation>Реквизиты получателя изменились: {name}</translation>
        </message>
        <message>
            <source>For example: called the accountant of the payee at the number of the contract</source>
            <translation>Например: позвонили бухгалтеру получателя по номеру из договора</translation>
        </message>
        <message>
            <source>How have you checked the new details? Type it in your own words:</source>
            <translation>Как вы проверили новые реквизиты? Напишите своими словами:</translation>
        </message>
        <message>
            <source>Confirm this payee</source>
            <translation>Подтвердить получателя</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Назад</translation>
        </message>
        <message numerus="yes">
            <source>At least %n character(s)</source>
            <translation>
                <numerusform>Не менее %n символа</numerusform>
                <numerusform>Не менее %n символов</numerusform>
                <numerusform>Не менее %n символов</numerusform>
            </translation>
        </message>
        <message>
            <source>The known details were paid last on {day}.</source>
            <translation>По прежним реквизитам последний раз платили {day}.</translation>
        </message>
        <message numerus="yes">
            <source>The known details were paid %n time(s)</source>
            <translation>
                <numerusform>По прежним реквизитам платили %n раз</numerusform>
                <numerusform>По прежним реквизитам платили %n раза</numerusform>
                <numerusform>По прежним реквизитам платили %n раз</numerusform>
            </translation>
        </message>
        <message>
            <source>{words}, {amount} in all, last on {day}.</source>
            <translation>{words}, всего {amount}, последний раз {day}.</translation>
        </message>
        <message>
            <source>New details that came in a letter, an invoice or a file may be forged. Call the payee at a number that you had before. The bank never asks you to pay to a “safe account”, to change the details of a supplier, to hurry, or for your passphrase: who asks that is a thief, even if he knows your name and your contract.</source>
            <translation>Новые реквизиты из письма, счёта или файла могут быть поддельными. Позвоните получателю по номеру, который был у вас раньше. Банк никогда не просит перевести деньги на «безопасный счёт», сменить реквизиты поставщика, поторопиться или назвать пароль: кто об этом просит — мошенник, даже если он знает ваше имя и ваш договор.</translation>
        </message>
        <message>
            <source>ordinary</source>
            <translation>обычный</translation>
        </message>
        <message>
            <source>urgent service of the Bank of Russia</source>
            <translation>сервис срочного перевода Банка России</translation>
        </message>
        <message>
            <source>payment order</source>
            <translation>платёжное поручение</translation>
        </message>
        <message>
            <source>not an income of these kinds</source>
            <translation>не такая выплата</translation>
        </message>
        <message>
            <source>wages and other income that may be withheld in part</source>
            <translation>зарплата и доходы с ограничением удержаний</translation>
        </message>
        <message>
            <source>regular income that may not be withheld</source>
            <translation>периодические доходы без взыскания</translation>
        </message>
        <message>
            <source>regular income without limits on withholding</source>
            <translation>периодические доходы без ограничений</translation>
        </message>
        <message>
            <source>single income that may not be withheld</source>
            <translation>разовые доходы без взыскания</translation>
        </message>
        <message>
            <source>single income without limits on withholding</source>
            <translation>разовые доходы без ограничений</translation>
        </message>
        <message>
            <source>writs: alimony, harm to life and health</source>
            <translation>исп. документы: алименты, вред жизни и здоровью</translation>
        </message>
        <message>
            <source>writs: severance pay, wages, authors' fees</source>
            <translation>исп. документы: выходные пособия, зарплата, авторские</translation>
        </message>
        <message>
            <source>wages; collection orders of tax bodies</source>
            <translation>зарплата; поручения налоговых органов</translation>
        </message>
        <message>
            <source>other writs</source>
            <translation>прочие исполнительные документы</translation>
        </message>
        <message>
            <source>all other payments</source>
            <translation>прочие платежи</translation>
        </message>
        <message>
            <source>none</source>
            <translation>нет</translation>
        </message>
        <message>
            <source>no value</source>
            <translation>нет значения</translation>
        </message>
        <message>
            <source>payment to a person out of the budget</source>
            <translation>бюджетная выплата физлицу</translation>
        </message>
        <message>
            <source>payment to a person out of the budget, by other rules</source>
            <translation>бюджетная выплата физлицу по иным правилам</translation>
        </message>
        <message>
            <source>taxpayer, also for the single tax payment</source>
            <translation>налогоплательщик, в том числе ЕНП</translation>
        </message>
        <message>
            <source>tax agent</source>
            <translation>налоговый агент</translation>
        </message>
        <message>
            <source>foreign trade: legal entity</source>
            <translation>участник ВЭД: юрлицо</translation>
        </message>
        <message>
            <source>payer of other payments to the budget</source>
            <translation>плательщик иных платежей в бюджет</translation>
        </message>
        <message>
            <source>individual</source>
            <translation>физлицо</translation>
        </message>
        <message>
            <source>foreign trade: individual</source>
            <translation>участник ВЭД: физлицо</translation>
        </message>
        <message>
            <source>foreign trade: entrepreneur</source>
            <translation>участник ВЭД: предприниматель</translation>
        </message>
        <message>
            <source>deductions from wages under writs</source>
            <translation>удержания из зарплаты по исп. документам</translation>
        </message>
        <message>
            <source>individual: other payments to the budget</source>
            <translation>физлицо: иные платежи в бюджет</translation>
        </message>
        <message>
            <source>participant of foreign trade: parcels</source>
            <translation>участник ВЭД: посылки</translation>
        </message>
        <message>
            <source>foreign person registered for taxes</source>
            <translation>иностранное лицо на налоговом учёте</translation>
        </message>
        <message>
            <source>payment under a writ of execution</source>
            <translation>платёж по исполнительному документу</translation>
        </message>
        <message>
            <source>was</source>
            <translation>было</translation>
        </message>
        <message>
            <source>now</source>
            <translation>стало</translation>
        </message>
        <message>
            <source>At the bank</source>
            <translation>В банке</translation>
        </message>
        <message>
            <source>Books</source>
            <translation>Справочники</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Программа</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Продукты</translation>
        </message>
        <message>
            <source>Information</source>
            <translation>Информация</translation>
        </message>
        <message>
            <source>Rights</source>
            <translation>Права</translation>
        </message>
        <message>
            <source>Signature keys</source>
            <translation>Ключи подписи</translation>
        </message>
        <message>
            <source>Users and rights</source>
            <translation>Пользователи и права</translation>
        </message>
        <message>
            <source>Directories</source>
            <translation>Справочники</translation>
        </message>
        <message>
            <source>Directory</source>
            <translation>Справочник</translation>
        </message>
        <message>
            <source>{name}: you may add entries</source>
            <translation>{name}: можно добавлять свои записи</translation>
        </message>
        <message>
            <source>Payment order</source>
            <translation>Платёжное поручение</translation>
        </message>
        <message>
            <source>“{title}” has changes that are not saved.</source>
            <translation>В документе «{title}» есть несохранённые изменения.</translation>
        </message>
        <message>
            <source>This document was changed in another window; open it again.</source>
            <translation>Документ изменён в другом окне; откройте его снова.</translation>
        </message>
        <message>
            <source>This document was deleted ({code}).</source>
            <translation>Документ удалён ({code}).</translation>
        </message>
        <message>
            <source>Saved with errors: it can be signed when they are mended.</source>
            <translation>Сохранено с ошибками: подписать можно, когда они исправлены.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Сохранено.</translation>
        </message>
        <message>
            <source>Saved. Errors forbid signing; here is the first one.</source>
            <translation>Сохранено. Подписать мешают ошибки; вот первая из них.</translation>
        </message>
        <message>
            <source>Leave without saving?</source>
            <translation>Выйти без сохранения?</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>Выйти</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Save and new</source>
            <translation>Сохранить и создать</translation>
        </message>
        <message>
            <source>Save and sign</source>
            <translation>Сохранить и подписать</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Копировать</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>Шаблоны</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Печать</translation>
        </message>
        <message>
            <source>History</source>
            <translation>История</translation>
        </message>
        <message>
            <source>Write to the bank about this document</source>
            <translation>Написать в банк об этом документе</translation>
        </message>
        <message>
            <source>Next remark</source>
            <translation>К замечанию</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>There is nothing to export</source>
            <translation>Нечего выгружать</translation>
        </message>
        <message>
            <source>payments</source>
            <translation>платежи</translation>
        </message>
        <message>
            <source>recall requests</source>
            <translation>запросы на отзыв</translation>
        </message>
        <message numerus="yes">
            <source>Export %n document(s)</source>
            <translation>
                <numerusform>Выгрузить %n документ</numerusform>
                <numerusform>Выгрузить %n документа</numerusform>
                <numerusform>Выгрузить %n документов</numerusform>
            </translation>
        </message>
        <message>
            <source>Exporting…</source>
            <translation>Выгрузка…</translation>
        </message>
        <message>
            <source>Exported to {path}</source>
            <translation>Выгружено в {path}</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Уведомления</translation>
        </message>
        <message>
            <source>Nothing was told yet. Rules say what you are told of.</source>
            <translation>Уведомлений пока нет. О чём сообщать, указывают правила.</translation>
        </message>
        <message>
            <source>Rules…</source>
            <translation>Правила…</translation>
        </message>
        <message>
            <source>All read</source>
            <translation>Всё прочитано</translation>
        </message>
        <message>
            <source>not read yet</source>
            <translation>не прочитано</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Статус</translation>
        </message>
        <message>
            <source>read</source>
            <translation>прочитано</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>№</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Дата</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>Сумма</translation>
        </message>
        <message>
            <source>The bank buys at</source>
            <translation>Курс покупки банком</translation>
        </message>
        <message>
            <source>Amount of the contract</source>
            <translation>Сумма договора</translation>
        </message>
        <message>
            <source>Currency of the contract</source>
            <translation>Валюта договора</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Валюта</translation>
        </message>
        <message>
            <source>Payer's account</source>
            <translation>Счёт плательщика</translation>
        </message>
        <message>
            <source>Payee</source>
            <translation>Получатель</translation>
        </message>
        <message>
            <source>INN</source>
            <translation>ИНН</translation>
        </message>
        <message>
            <source>Payee's account</source>
            <translation>Счёт получателя</translation>
        </message>
        <message>
            <source>Purpose of payment</source>
            <translation>Назначение платежа</translation>
        </message>
        <message>
            <source>Signatures</source>
            <translation>Подписи</translation>
        </message>
        <message>
            <source>Remarks and reasons</source>
            <translation>Замечания и причины</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>Идентификатор</translation>
        </message>
        <message>
            <source>All fields of the document</source>
            <translation>Все поля документа</translation>
        </message>
        <message>
            <source>Type of document</source>
            <translation>Вид документа</translation>
        </message>
        <message>
            <source>Valid for the bank until</source>
            <translation>Принимается банком до</translation>
        </message>
        <message>
            <source>BIC of the bank that gets it</source>
            <translation>БИК банка-адресата</translation>
        </message>
        <message>
            <source>Id of the document</source>
            <translation>Идентификатор документа</translation>
        </message>
        <message>
            <source>SHA-256 of the signed bytes</source>
            <translation>SHA-256 подписанных данных</translation>
        </message>
        <message>
            <source>Open the document</source>
            <translation>Открыть документ</translation>
        </message>
        <message>
            <source>History of the payment</source>
            <translation>История платежа</translation>
        </message>
        <message>
            <source>History of the document</source>
            <translation>История документа</translation>
        </message>
        <message>
            <source>The history is on the clipboard</source>
            <translation>История скопирована в буфер обмена</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Что произошло</translation>
        </message>
        <message>
            <source>Receipt of the bank</source>
            <translation>Квитанция банка</translation>
        </message>
        <message>
            <source>Signature of {name}</source>
            <translation>Подпись: {name}</translation>
        </message>
        <message>
            <source>Check the chain</source>
            <translation>Проверить цепочку</translation>
        </message>
        <message>
            <source>Every record holds the hash of the one before, and the bank keeps the last one: a record that was changed, added or taken out is found.</source>
            <translation>Каждая запись содержит хэш предыдущей, а последний хэш хранит банк: изменённая, добавленная или удалённая запись будет обнаружена.</translation>
        </message>
        <message>
            <source>Audit journal</source>
            <translation>Журнал аудита</translation>
        </message>
        <message numerus="yes">
            <source>%n record(s)</source>
            <translation>
                <numerusform>%n запись</numerusform>
                <numerusform>%n записи</numerusform>
                <numerusform>%n записей</numerusform>
            </translation>
        </message>
        <message>
            <source>The chain of {count} records is whole. Its last hash: {head}.</source>
            <translation>Цепочка цела, записей: {count}. Последний хэш: {head}.</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>Скрыть</translation>
        </message>
        <message>
            <source>The chain is broken at record {place} of {count}: something was changed or taken out. Do not send anything; tell the bank and your administrator.</source>
            <translation>Цепочка нарушена на записи {place} из {count}: что-то изменено или удалено. Ничего не отправляйте; сообщите в банк и администратору.</translation>
        </message>
        <message>
            <source>Record {number}</source>
            <translation>Запись {number}</translation>
        </message>
        <message>
            <source>The bank has not confirmed it yet: synchronise.</source>
            <translation>Банк её ещё не подтвердил: выполните обмен с банком.</translation>
        </message>
        <message>
            <source>The bank confirmed it up to record {place}, and it agrees.</source>
            <translation>Банк подтвердил её до записи {place}, данные совпадают.</translation>
        </message>
        <message>
            <source>Time (Moscow)</source>
            <translation>Время (МСК)</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Кто</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>Этот компьютер</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Что</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Подробности</translation>
        </message>
        <message>
            <source>SHA-256 of its signed bytes</source>
            <translation>SHA-256 подписанных данных</translation>
        </message>
        <message>
            <source>Hash of the record before</source>
            <translation>Хэш предыдущей записи</translation>
        </message>
        <message>
            <source>Hash of this record</source>
            <translation>Хэш этой записи</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>Запись</translation>
        </message>
        <message>
            <source>Document and hash of the record</source>
            <translation>Документ и хэш записи</translation>
        </message>
        <message>
            <source>Hash of the record</source>
            <translation>Хэш записи</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>Компьютер</translation>
        </message>
        <message>
            <source>No. {number} of {day}</source>
            <translation>№ {number} от {day}</translation>
        </message>
        <message>
            <source>A file of payments was taken in</source>
            <translation>Загружен файл платежей</translation>
        </message>
        <message>
            <source>An import was taken back</source>
            <translation>Импорт отменён</translation>
        </message>
        <message>
            <source>A statement file was taken into the archive</source>
            <translation>Файл выписки принят в архив</translation>
        </message>
        <message>
            <source>A statement file was taken back out of the archive</source>
            <translation>Загрузка файла выписки отменена</translation>
        </message>
        <message>
            <source>A payee was saved by hand</source>
            <translation>Карточка получателя сохранена вручную</translation>
        </message>
        <message>
            <source>A payee was deleted</source>
            <translation>Карточка получателя удалена</translation>
        </message>
        <message>
            <source>The bank told who may sign</source>
            <translation>Банк сообщил права подписи</translation>
        </message>
        <message>
            <source>The bank keeps what was set about a payee</source>
            <translation>Банк учёл решение о получателе</translation>
        </message>
        <message>
            <source>Payment with changed requisites signed</source>
            <translation>Подписан платёж с изменёнными реквизитами</translation>
        </message>
        <message>
            <source>The bank let the journal begin anew</source>
            <translation>Банк разрешил начать журнал заново</translation>
        </message>
        <message>
            <source>The base was encrypted</source>
            <translation>База зашифрована</translation>
        </message>
        <message>
            <source>The base was opened: it is not encrypted any more</source>
            <translation>Шифрование базы снято: данные хранятся открыто</translation>
        </message>
        <message>
            <source>The bank issued a certificate</source>
            <translation>Банк выдал сертификат</translation>
        </message>
        <message>
            <source>A certificate ended</source>
            <translation>Действие сертификата прекращено</translation>
        </message>
        <message>
            <source>A certificate was not believed</source>
            <translation>Сертификат не принят: проверка не пройдена</translation>
        </message>
        <message>
            <source>The list of revoked certificates was renewed</source>
            <translation>Обновлён список отозванных сертификатов</translation>
        </message>
        <message>
            <source>The renewal of a key was begun</source>
            <translation>Начато продление ключа</translation>
        </message>
        <message>
            <source>The renewal of a key was given up</source>
            <translation>Продление ключа отменено</translation>
        </message>
        <message>
            <source>Refused to sign a colleague's document</source>
            <translation>Отказано в подписи документа коллеги</translation>
        </message>
        <message>
            <source>A document was taken back from signing</source>
            <translation>Документ отозван с подписи</translation>
        </message>
        <message>
            <source>Giving documents to colleagues at once was set</source>
            <translation>Изменена настройка передачи документов коллегам</translation>
        </message>
        <message>
            <source>payee</source>
            <translation>получатель</translation>
        </message>
        <message>
            <source>account</source>
            <translation>счёт</translation>
        </message>
        <message>
            <source>scheme of signatures</source>
            <translation>схема подписей</translation>
        </message>
        <message>
            <source>groups of signatures</source>
            <translation>группы подписей</translation>
        </message>
        <message>
            <source>Something from the bank was not believed</source>
            <translation>Данные банка не прошли проверку</translation>
        </message>
        <message>
            <source>number in the bank's feed</source>
            <translation>номер в ленте банка</translation>
        </message>
        <message>
            <source>reason</source>
            <translation>причина</translation>
        </message>
        <message>
            <source>file</source>
            <translation>файл</translation>
        </message>
        <message>
            <source>documents</source>
            <translation>документов</translation>
        </message>
        <message>
            <source>sum</source>
            <translation>сумма</translation>
        </message>
        <message>
            <source>kind</source>
            <translation>вид</translation>
        </message>
        <message>
            <source>user</source>
            <translation>пользователь</translation>
        </message>
        <message>
            <source>until</source>
            <translation>до</translation>
        </message>
        <message>
            <source>certificate</source>
            <translation>сертификат</translation>
        </message>
        <message>
            <source>number</source>
            <translation>номер</translation>
        </message>
        <message>
            <source>new operations</source>
            <translation>новых операций</translation>
        </message>
        <message>
            <source>set apart</source>
            <translation>отдельно от данных банка</translation>
        </message>
        <message>
            <source>operations that went</source>
            <translation>удалено операций</translation>
        </message>
        <message>
            <source>operations that stayed</source>
            <translation>осталось операций</translation>
        </message>
        <message>
            <source>fingerprint of the key</source>
            <translation>отпечаток ключа</translation>
        </message>
        <message>
            <source>Bank</source>
            <translation>Банк</translation>
        </message>
        <message>
            <source>This program</source>
            <translation>Программа</translation>
        </message>
        <message>
            <source>The bank writes: {note}</source>
            <translation>Комментарий банка: {note}</translation>
        </message>
        <message>
            <source>Number in the bank's feed: {seq}</source>
            <translation>Номер в ленте событий банка: {seq}</translation>
        </message>
        <message>
            <source>It came late and changed nothing: a newer status was known.</source>
            <translation>Пришло с опозданием и ничего не изменило: уже известен более новый статус.</translation>
        </message>
        <message>
            <source>The bank stored the document under the number {number}</source>
            <translation>Документ принят на хранение банком под номером {number}</translation>
        </message>
        <message>
            <source>It is the hash of the bytes that were signed here.</source>
            <translation>Хэш совпадает с хэшем данных, подписанных здесь.</translation>
        </message>
        <message>
            <source>It is NOT the hash of the bytes that were signed here. Tell the bank at once.</source>
            <translation>Хэш не совпадает с хэшем данных, подписанных здесь. Немедленно сообщите в банк.</translation>
        </message>
        <message>
            <source>Certificate {serial}, valid {start} – {end}</source>
            <translation>Сертификат {serial}, действует {start} – {end}</translation>
        </message>
        <message>
            <source>Checked: the signature holds.</source>
            <translation>Проверено: подпись верна.</translation>
        </message>
        <message>
            <source>KPP</source>
            <translation>КПП</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Счёт</translation>
        </message>
        <message>
            <source>From account</source>
            <translation>Счёт списания</translation>
        </message>
        <message>
            <source>Status (101)</source>
            <translation>Статус (101)</translation>
        </message>
        <message>
            <source>KBK</source>
            <translation>КБК</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>Назначение</translation>
        </message>
        <message>
            <source>Details of the document</source>
            <translation>Реквизиты документа</translation>
        </message>
        <message>
            <source>You have not paid this payee yet.</source>
            <translation>Этому получателю вы ещё не платили.</translation>
        </message>
        <message>
            <source>This payee was paid with other details before. Ask by phone.</source>
            <translation>Раньше у получателя были другие реквизиты. Уточните по телефону.</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>Выбрать файл</translation>
        </message>
        <message>
            <source>From the clipboard</source>
            <translation>Из буфера обмена</translation>
        </message>
        <message>
            <source>QR code from the screen…</source>
            <translation>QR-код с экрана…</translation>
        </message>
        <message>
            <source>Import of payments</source>
            <translation>Импорт платежей</translation>
        </message>
        <message>
            <source>clipboard</source>
            <translation>буфер обмена</translation>
        </message>
        <message>
            <source>File of payments</source>
            <translation>Файл платежей</translation>
        </message>
        <message numerus="yes">
            <source>Imported: %n document(s)</source>
            <translation>
                <numerusform>Загружен %n документ</numerusform>
                <numerusform>Загружено %n документа</numerusform>
                <numerusform>Загружено %n документов</numerusform>
            </translation>
        </message>
        <message>
            <source>{words} for {total}.</source>
            <translation>{words} на сумму {total}.</translation>
        </message>
        <message numerus="yes">
            <source>%n were left out: they are there already by now.</source>
            <translation>
                <numerusform>%n пропущен: он уже есть в базе.</numerusform>
                <numerusform>%n пропущено: они уже есть в базе.</numerusform>
                <numerusform>%n пропущено: они уже есть в базе.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) of the file will be deleted; they can be restored one by one.</source>
            <translation>
                <numerusform>Будет удалён %n документ из файла; его можно восстановить.</numerusform>
                <numerusform>Будут удалены %n документа из файла; их можно восстановить по одному.</numerusform>
                <numerusform>Будет удалено %n документов из файла; их можно восстановить по одному.</numerusform>
            </translation>
        </message>
        <message>
            <source>Undo the import of {name}?</source>
            <translation>Отменить импорт {name}?</translation>
        </message>
        <message>
            <source>Undo the import</source>
            <translation>Отменить импорт</translation>
        </message>
        <message numerus="yes">
            <source>The import was undone: %n document(s) deleted.</source>
            <translation>
                <numerusform>Импорт отменён: удалён %n документ.</numerusform>
                <numerusform>Импорт отменён: удалено %n документа.</numerusform>
                <numerusform>Импорт отменён: удалено %n документов.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s) written to {name}.</source>
            <translation>
                <numerusform>%n замечание записано в {name}.</numerusform>
                <numerusform>%n замечания записаны в {name}.</numerusform>
                <numerusform>%n замечаний записано в {name}.</numerusform>
            </translation>
        </message>
        <message>
            <source>List of errors</source>
            <translation>Список ошибок</translation>
        </message>
        <message>
            <source>Show imported</source>
            <translation>Показать загруженные</translation>
        </message>
        <message>
            <source>Undo import</source>
            <translation>Отменить импорт</translation>
        </message>
        <message>
            <source>Error file (*.err);;Table (*.csv)</source>
            <translation>Файл ошибок (*.err);;Таблица (*.csv)</translation>
        </message>
        <message>
            <source>error</source>
            <translation>ошибка</translation>
        </message>
        <message>
            <source>warning</source>
            <translation>предупреждение</translation>
        </message>
        <message>
            <source>hint</source>
            <translation>подсказка</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Строка</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Вид</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Поле</translation>
        </message>
        <message>
            <source>What is wrong</source>
            <translation>Что неверно</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Что сделать</translation>
        </message>
        <message>
            <source>Code or words</source>
            <translation>Код или слова</translation>
        </message>
        <message>
            <source>New entry</source>
            <translation>Новая запись</translation>
        </message>
        <message>
            <source>Rules of notifications</source>
            <translation>Правила уведомлений</translation>
        </message>
        <message>
            <source>No rules yet</source>
            <translation>Правил пока нет</translation>
        </message>
        <message>
            <source>New rule</source>
            <translation>Новое правило</translation>
        </message>
        <message>
            <source>Quiet hours (Moscow time), from</source>
            <translation>Часы тишины (МСК), с</translation>
        </message>
        <message>
            <source>Quiet hours begin</source>
            <translation>Начало часов тишины</translation>
        </message>
        <message>
            <source>Quiet hours end</source>
            <translation>Конец часов тишины</translation>
        </message>
        <message>
            <source>Show amounts in the tray and in e-mail</source>
            <translation>Показывать суммы в области уведомлений и в письмах</translation>
        </message>
        <message>
            <source>Exports into folders</source>
            <translation>Выгрузка в папки</translation>
        </message>
        <message>
            <source>No exports yet</source>
            <translation>Выгрузок пока нет</translation>
        </message>
        <message>
            <source>New export</source>
            <translation>Новая выгрузка</translation>
        </message>
        <message>
            <source>Log of files</source>
            <translation>Журнал файлов</translation>
        </message>
        <message>
            <source>No files yet</source>
            <translation>Файлов пока нет</translation>
        </message>
        <message>
            <source>Run now</source>
            <translation>Выполнить сейчас</translation>
        </message>
        <message>
            <source>Edit…</source>
            <translation>Изменить…</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>Выключить</translation>
        </message>
        <message>
            <source>The export did not go through</source>
            <translation>Выгрузка не выполнена</translation>
        </message>
        <message>
            <source>On the accounts that you may view there is nothing that was not exported before.</source>
            <translation>По счетам, которые вы вправе просматривать, новых операций для выгрузки нет.</translation>
        </message>
        <message>
            <source>There is nothing that was not exported before.</source>
            <translation>Всё, что есть, уже было выгружено.</translation>
        </message>
        <message>
            <source>Delete the export “{name}”?</source>
            <translation>Удалить выгрузку «{name}»?</translation>
        </message>
        <message>
            <source>Its files and its log stay. A new export of the same operations would write them once more.</source>
            <translation>Файлы и журнал останутся. Новая выгрузка тех же операций запишет их ещё раз.</translation>
        </message>
        <message>
            <source>In quiet hours notices stand in the list only; the tray and e-mail follow afterwards.</source>
            <translation>В часы тишины уведомления видны только в списке; область уведомлений и почта — после них.</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>Включить</translation>
        </message>
        <message>
            <source>Delete the rule “{name}”?</source>
            <translation>Удалить правило «{name}»?</translation>
        </message>
        <message>
            <source>What it has told stays in the list.</source>
            <translation>Прежние уведомления останутся в списке.</translation>
        </message>
        <message>
            <source>What is told</source>
            <translation>О чём сообщать</translation>
        </message>
        <message>
            <source>all</source>
            <translation>все</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Где</translation>
        </message>
        <message>
            <source>on</source>
            <translation>вкл.</translation>
        </message>
        <message>
            <source>off</source>
            <translation>выкл.</translation>
        </message>
        <message>
            <source>Delete the entry “{name}”?</source>
            <translation>Удалить запись «{name}»?</translation>
        </message>
        <message>
            <source>Documents in which it was used stay.</source>
            <translation>Документы, в которых она использована, останутся.</translation>
        </message>
        <message>
            <source>“{name}” is kept.</source>
            <translation>Запись «{name}» сохранена.</translation>
        </message>
        <message>
            <source>There are no entries yet</source>
            <translation>Записей пока нет</translation>
        </message>
        <message>
            <source>edition {version}</source>
            <translation>редакция {version}</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Код</translation>
        </message>
        <message>
            <source>In force until</source>
            <translation>Действует до</translation>
        </message>
        <message>
            <source>Entered by</source>
            <translation>Кем внесена</translation>
        </message>
        <message>
            <source>us</source>
            <translation>нами</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Остановить</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>Выбрать файл…</translation>
        </message>
        <message>
            <source>A picture with a QR code, the text of an invoice, rows of a table (Ctrl+V)</source>
            <translation>Изображение с QR-кодом, текст счёта, строки таблицы (Ctrl+V)</translation>
        </message>
        <message>
            <source>Imports that can be taken back appear here while nothing of them is signed.</source>
            <translation>Здесь показаны импорты, которые можно отменить, пока ничего из них не подписано.</translation>
        </message>
        <message>
            <source>Undo this import</source>
            <translation>Отменить этот импорт</translation>
        </message>
        <message>
            <source>Drop a file, a picture or a text here</source>
            <translation>Перетащите сюда файл, изображение или текст</translation>
        </message>
        <message>
            <source>1C exchange, pain.001, ED101, CSV, XLSX, JSON; the QR code of an invoice in a picture or a PDF; the copied text of an invoice or a table. Nothing is taken before you have seen it.</source>
            <translation>Обмен с 1С, pain.001, ED101, CSV, XLSX, JSON; QR-код счёта на изображении или в PDF; скопированный текст счёта или таблица. Ничего не загружается, пока вы этого не увидите.</translation>
        </message>
        <message>
            <source>Reading {name}…</source>
            <translation>Чтение {name}…</translation>
        </message>
        <message>
            <source>Reading {name}: {count} documents…</source>
            <translation>Чтение {name}, документов: {count}…</translation>
        </message>
        <message>
            <source>Recent imports</source>
            <translation>Последние импорты</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Когда</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Файл</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>Документы</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Кто загрузил</translation>
        </message>
        <message>
            <source>Documents of the file</source>
            <translation>Документы файла</translation>
        </message>
        <message>
            <source>Taking the documents in…</source>
            <translation>Загрузка документов…</translation>
        </message>
        <message>
            <source>No documents of this kind in the file</source>
            <translation>Таких документов в файле нет</translation>
        </message>
        <message>
            <source>Take</source>
            <translation>Загрузить</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>да</translation>
        </message>
        <message>
            <source>no</source>
            <translation>нет</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Документ</translation>
        </message>
        <message>
            <source>Name of the payee</source>
            <translation>Наименование получателя</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translation>Замечания</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Все</translation>
        </message>
        <message>
            <source>With remarks</source>
            <translation>С замечаниями</translation>
        </message>
        <message>
            <source>New payees</source>
            <translation>Новые получатели</translation>
        </message>
        <message>
            <source>CHANGED payees</source>
            <translation>Изменённые получатели</translation>
        </message>
        <message>
            <source>Already there</source>
            <translation>Уже есть</translation>
        </message>
        <message>
            <source>Cannot be paid</source>
            <translation>Нельзя оплатить</translation>
        </message>
        <message>
            <source>Take also what is already there…</source>
            <translation>Загрузить и то, что уже есть…</translation>
        </message>
        <message>
            <source>Save the list of errors…</source>
            <translation>Сохранить список ошибок…</translation>
        </message>
        <message>
            <source>This document cannot be taken: see the reason on the right.</source>
            <translation>Документ нельзя загрузить: причина указана справа.</translation>
        </message>
        <message numerus="yes">
            <source>%n of the chosen document(s) are there already or are not from your account. If you take them, they may be paid twice.</source>
            <translation>
                <numerusform>%n из выбранных документов уже есть или не с вашего счёта. Если его загрузить, он может быть оплачен дважды.</numerusform>
                <numerusform>%n из выбранных документов уже есть или не с вашего счёта. Если их загрузить, они могут быть оплачены дважды.</numerusform>
                <numerusform>%n из выбранных документов уже есть или не с вашего счёта. Если их загрузить, они могут быть оплачены дважды.</numerusform>
            </translation>
        </message>
        <message>
            <source>Take them anyway?</source>
            <translation>Всё равно загрузить?</translation>
        </message>
        <message>
            <source>Take anyway</source>
            <translation>Всё равно загрузить</translation>
        </message>
        <message>
            <source>In the file: {count} for {total}</source>
            <translation>В файле: {count} на сумму {total}</translation>
        </message>
        <message numerus="yes">
            <source>%n already there, left out</source>
            <translation>
                <numerusform>%n уже есть, пропущен</numerusform>
                <numerusform>%n уже есть, пропущены</numerusform>
                <numerusform>%n уже есть, пропущены</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more without remarks are taken and not listed</source>
            <translation>
                <numerusform>ещё %n без замечаний загружается и не показан</numerusform>
                <numerusform>ещё %n без замечаний загружаются и не показаны</numerusform>
                <numerusform>ещё %n без замечаний загружаются и не показаны</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Import %n document(s)</source>
            <translation>
                <numerusform>Загрузить %n документ</numerusform>
                <numerusform>Загрузить %n документа</numerusform>
                <numerusform>Загрузить %n документов</numerusform>
            </translation>
        </message>
        <message>
            <source>{caption} for {total}</source>
            <translation>{caption} на {total}</translation>
        </message>
        <message>
            <source>This very file was imported on {time} by {name}.</source>
            <translation>Этот же файл уже загружен {time}, пользователь {name}.</translation>
        </message>
        <message>
            <source>Line {line}: {words}</source>
            <translation>Строка {line}: {words}</translation>
        </message>
        <message numerus="yes">
            <source>%n more remark(s) about the file</source>
            <translation>
                <numerusform>ещё %n замечание к файлу</numerusform>
                <numerusform>ещё %n замечания к файлу</numerusform>
                <numerusform>ещё %n замечаний к файлу</numerusform>
            </translation>
        </message>
        <message>
            <source>Another file…</source>
            <translation>Другой файл…</translation>
        </message>
        <message>
            <source>from “{sender}”</source>
            <translation>из «{sender}»</translation>
        </message>
        <message>
            <source>version {version}</source>
            <translation>версия {version}</translation>
        </message>
        <message>
            <source>new</source>
            <translation>новый</translation>
        </message>
        <message>
            <source>already there</source>
            <translation>уже есть</translation>
        </message>
        <message>
            <source>number taken</source>
            <translation>номер занят</translation>
        </message>
        <message>
            <source>not our account</source>
            <translation>не наш счёт</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>не читается</translation>
        </message>
        <message>
            <source>It will be taken.</source>
            <translation>Будет загружен.</translation>
        </message>
        <message>
            <source>The same payment is there already; it is left out unless you insist.</source>
            <translation>Такой платёж уже есть; он будет пропущен, если вы не укажете иное.</translation>
        </message>
        <message>
            <source>It will be taken, but another document of the year has this number.</source>
            <translation>Будет загружен, но этот номер уже занят другим документом этого года.</translation>
        </message>
        <message>
            <source>The payer's account is not one of yours; it cannot be signed here.</source>
            <translation>Счёт плательщика — не ваш; подписать документ здесь нельзя.</translation>
        </message>
        <message>
            <source>It cannot be taken: it is no payment order, or its amount cannot be read.</source>
            <translation>Загрузить нельзя: это не платёжное поручение или сумма не читается.</translation>
        </message>
        <message>
            <source>known</source>
            <translation>известен</translation>
        </message>
        <message>
            <source>CHANGED</source>
            <translation>изменён</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Создать</translation>
        </message>
        <message>
            <source>From a template…</source>
            <translation>Из шаблона…</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Импорт</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Copy with correction</source>
            <translation>Копия с исправлением</translation>
        </message>
        <message>
            <source>Sign</source>
            <translation>Подписать</translation>
        </message>
        <message>
            <source>Take my signature off</source>
            <translation>Снять мою подпись</translation>
        </message>
        <message>
            <source>Give to colleagues for signing</source>
            <translation>Передать коллегам на подпись</translation>
        </message>
        <message>
            <source>It is with colleagues, or came from one</source>
            <translation>Документ уже у коллег или поступил от коллеги</translation>
        </message>
        <message>
            <source>Take back from signing…</source>
            <translation>Забрать с подписи…</translation>
        </message>
        <message>
            <source>It is not with colleagues</source>
            <translation>Документ не передан коллегам</translation>
        </message>
        <message>
            <source>Refuse to sign…</source>
            <translation>Отказать в подписи…</translation>
        </message>
        <message>
            <source>It did not come from a colleague</source>
            <translation>Документ поступил не от коллеги</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Отправить</translation>
        </message>
        <message>
            <source>Only put into the queue</source>
            <translation>Только поставить в очередь</translation>
        </message>
        <message>
            <source>Take out of the queue</source>
            <translation>Убрать из очереди</translation>
        </message>
        <message>
            <source>Confirm the payment…</source>
            <translation>Подтвердить платёж…</translation>
        </message>
        <message>
            <source>The bank does not wait for a confirmation</source>
            <translation>Банк не ждёт подтверждения</translation>
        </message>
        <message>
            <source>Recall request…</source>
            <translation>Запрос на отзыв…</translation>
        </message>
        <message>
            <source>Why? History</source>
            <translation>Почему? История</translation>
        </message>
        <message>
            <source>Change in all of them…</source>
            <translation>Изменить во всех…</translation>
        </message>
        <message>
            <source>Repeat by a calendar…</source>
            <translation>Повторять по календарю…</translation>
        </message>
        <message>
            <source>Payment to the budget…</source>
            <translation>Платёж в бюджет…</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Удалить</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Восстановить</translation>
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation>Сохранить в PDF…</translation>
        </message>
        <message>
            <source>Write to a file…</source>
            <translation>Записать в файл…</translation>
        </message>
        <message>
            <source>Export the list…</source>
            <translation>Выгрузить список…</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>Обновить</translation>
        </message>
        <message>
            <source>Documents of this type do not need this</source>
            <translation>Для документов этого вида действие не нужно</translation>
        </message>
        <message>
            <source>Choose a document in the list first</source>
            <translation>Сначала выберите документ в списке</translation>
        </message>
        <message>
            <source>Choose only one document</source>
            <translation>Выберите только один документ</translation>
        </message>
        <message>
            <source>Possible only in the states: {states}</source>
            <translation>Возможно только в статусах: {states}</translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s)</source>
            <translation>
                <numerusform>%n замечание</numerusform>
                <numerusform>%n замечания</numerusform>
                <numerusform>%n замечаний</numerusform>
            </translation>
        </message>
        <message>
            <source>Amount of the document</source>
            <translation>Сумма документа</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Причина</translation>
        </message>
        <message>
            <source>What about</source>
            <translation>О чём</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) taken out of the queue</source>
            <translation>
                <numerusform>%n документ убран из очереди</numerusform>
                <numerusform>%n документа убрано из очереди</numerusform>
                <numerusform>%n документов убрано из очереди</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Your signature was taken off %n document(s)</source>
            <translation>
                <numerusform>Ваша подпись снята с %n документа</numerusform>
                <numerusform>Ваша подпись снята с %n документов</numerusform>
                <numerusform>Ваша подпись снята с %n документов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) deleted</source>
            <translation>
                <numerusform>%n документ удалён</numerusform>
                <numerusform>%n документа удалено</numerusform>
                <numerusform>%n документов удалено</numerusform>
            </translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) restored</source>
            <translation>
                <numerusform>%n документ восстановлен</numerusform>
                <numerusform>%n документа восстановлено</numerusform>
                <numerusform>%n документов восстановлено</numerusform>
            </translation>
        </message>
        <message>
            <source>{type} No. {number}</source>
            <translation>{type} № {number}</translation>
        </message>
        <message numerus="yes">
            <source>and %n more remark(s)</source>
            <translation>
                <numerusform>и ещё %n замечание</numerusform>
                <numerusform>и ещё %n замечания</numerusform>
                <numerusform>и ещё %n замечаний</numerusform>
            </translation>
        </message>
        <message>
            <source>Still wanted: {who}</source>
            <translation>Ещё требуется: {who}</translation>
        </message>
        <message>
            <source>Type of documents</source>
            <translation>Вид документов</translation>
        </message>
        <message>
            <source>Payments</source>
            <translation>Платежи</translation>
        </message>
        <message>
            <source>Recall requests</source>
            <translation>Запросы на отзыв</translation>
        </message>
        <message>
            <source>All documents</source>
            <translation>Все документы</translation>
        </message>
        <message>
            <source>Number, payee, INN, account, purpose</source>
            <translation>Номер, получатель, ИНН, счёт, назначение</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Фильтр</translation>
        </message>
        <message>
            <source>In the list</source>
            <translation>В списке</translation>
        </message>
        <message>
            <source>Chosen</source>
            <translation>Выбрано</translation>
        </message>
        <message>
            <source>List of documents</source>
            <translation>Список документов</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Ещё</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Столбцы</translation>
        </message>
        <message>
            <source>Nothing matches the filters</source>
            <translation>По этим условиям ничего не найдено</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Показать все</translation>
        </message>
        <message>
            <source>There are no documents yet</source>
            <translation>Документов пока нет</translation>
        </message>
        <message>
            <source>New payment</source>
            <translation>Новый платёж</translation>
        </message>
        <message>
            <source>There are no documents here</source>
            <translation>Документов здесь нет</translation>
        </message>
        <message>
            <source>Very many documents were found; the {count} entered last are shown.</source>
            <translation>Найдено слишком много документов; показаны последние {count}.</translation>
        </message>
        <message>
            <source>So long a list is ordered by date only; narrow it to order it otherwise.</source>
            <translation>Такой длинный список сортируется только по дате; сузьте его, чтобы сортировать иначе.</translation>
        </message>
        <message>
            <source>Partly signed</source>
            <translation>Частично подписан</translation>
        </message>
        <message>
            <source>Signed</source>
            <translation>Подписан</translation>
        </message>
        <message>
            <source>To be sent</source>
            <translation>К отправке</translation>
        </message>
        <message>
            <source>The balance is below</source>
            <translation>Доступный остаток ниже</translation>
        </message>
        <message>
            <source>Money came in, from</source>
            <translation>Поступление от суммы</translation>
        </message>
        <message>
            <source>Money went out, from</source>
            <translation>Списание от суммы</translation>
        </message>
        <message>
            <source>The outcome of a document</source>
            <translation>Исход документа</translation>
        </message>
        <message>
            <source>A new letter of the bank</source>
            <translation>Новое письмо из банка</translation>
        </message>
        <message>
            <source>The signature key ends soon</source>
            <translation>Истекает срок ключа подписи</translation>
        </message>
        <message>
            <source>Unsigned payments before the cut-off</source>
            <translation>Неподписанные платежи перед рейсом</translation>
        </message>
        <message>
            <source>The synchronisation failed</source>
            <translation>Сеанс связи не прошёл</translation>
        </message>
        <message>
            <source>Executed</source>
            <translation>Исполнен</translation>
        </message>
        <message>
            <source>Waits at the bank</source>
            <translation>Ожидает в банке</translation>
        </message>
        <message>
            <source>Recalled</source>
            <translation>Отозван</translation>
        </message>
        <message>
            <source>e-mail (not set up)</source>
            <translation>почта (не настроена)</translation>
        </message>
        <message>
            <source>list only</source>
            <translation>только список</translation>
        </message>
        <message>
            <source>tray</source>
            <translation>область уведомлений</translation>
        </message>
        <message>
            <source>e-mail</source>
            <translation>почта</translation>
        </message>
        <message>
            <source>Deleted</source>
            <translation>Удалён</translation>
        </message>
        <message>
            <source>Make a copy with correction, sign and send it; the rejected document stays as it is.</source>
            <translation>Создайте копию с исправлением, подпишите и отправьте её; отвергнутый документ останется без изменений.</translation>
        </message>
        <message>
            <source>The bank is working on it; the next status comes by itself. Until it is executed you can ask for a recall.</source>
            <translation>Документ обрабатывает банк; новый статус придёт сам. До исполнения можно направить запрос на отзыв.</translation>
        </message>
        <message>
            <source>Nothing more is to be done.</source>
            <translation>Делать больше ничего не нужно.</translation>
        </message>
        <message>
            <source>Open it and mend what is marked; then it can be signed.</source>
            <translation>Откройте документ и исправьте отмеченное; после этого его можно подписать.</translation>
        </message>
        <message>
            <source>Sign it.</source>
            <translation>Подпишите его.</translation>
        </message>
        <message>
            <source>Look it through and sign it.</source>
            <translation>Просмотрите и подпишите.</translation>
        </message>
        <message>
            <source>It goes to the bank when the set of signatures is complete.</source>
            <translation>Документ можно отправить в банк, когда собраны все подписи.</translation>
        </message>
        <message>
            <source>Send it to the bank.</source>
            <translation>Отправьте его в банк.</translation>
        </message>
        <message>
            <source>It goes with the next synchronisation (F9); until then it can be taken back.</source>
            <translation>Документ уйдёт при следующем обмене с банком (F9); до этого его можно убрать из очереди.</translation>
        </message>
        <message>
            <source>It was sent, but the bank's receipt has not come yet. Synchronise: the same data are offered again, so nothing is paid twice. Do not enter this payment anew.</source>
            <translation>Документ отправлен, но квитанции банка ещё нет. Выполните обмен с банком: передаются те же данные, поэтому платёж не пройдёт дважды. Не вводите этот платёж заново.</translation>
        </message>
        <message>
            <source>The bank holds it while it decides on the recall request.</source>
            <translation>Исполнение приостановлено, пока банк рассматривает запрос на отзыв.</translation>
        </message>
        <message>
            <source>The account holds too little. The bank executes it when money comes; until then it can be recalled.</source>
            <translation>На счёте недостаточно средств. Банк исполнит документ при поступлении денег; до этого его можно отозвать.</translation>
        </message>
        <message>
            <source>Look in the statement what was paid; the rest needs another payment.</source>
            <translation>Посмотрите в выписке, что оплачено; на остаток нужен другой платёж.</translation>
        </message>
        <message>
            <source>It was recalled at your request and will not be executed.</source>
            <translation>Отозван по вашему запросу и исполнен не будет.</translation>
        </message>
        <message>
            <source>It was deleted and can be restored.</source>
            <translation>Удалён, можно восстановить.</translation>
        </message>
        <message>
            <source>The bank sent it. Open it and read it.</source>
            <translation>Документ пришёл из банка. Откройте и прочитайте его.</translation>
        </message>
        <message>
            <source>It was read. If the bank waits for an answer, answer from its page.</source>
            <translation>Документ прочитан. Если банк ждёт ответа, ответьте со страницы документа.</translation>
        </message>
        <message>
            <source>It was answered; nothing is left to do.</source>
            <translation>Ответ дан, больше ничего делать не нужно.</translation>
        </message>
        <message>
            <source>It goes on when the time has passed or when another person confirms it. If anything about the payee is doubtful, recall it.</source>
            <translation>Исполнение продолжится, когда пройдёт срок или когда платёж подтвердит другое лицо. Если получатель вызывает сомнения, отзовите платёж.</translation>
        </message>
        <message>
            <source>Payees</source>
            <translation>Получатели</translation>
        </message>
        <message>
            <source>Name, INN or account</source>
            <translation>Наименование, ИНН или счёт</translation>
        </message>
        <message>
            <source>Delete card</source>
            <translation>Удалить карточку</translation>
        </message>
        <message>
            <source>No payee was found</source>
            <translation>Получатель не найден</translation>
        </message>
        <message>
            <source>Payees are remembered from your payments; there are none yet</source>
            <translation>Получатели запоминаются из ваших платежей; пока их нет</translation>
        </message>
        <message>
            <source>The card of “{name}” will be deleted. Payments to this payee stay.</source>
            <translation>Карточка «{name}» будет удалена. Платежи этому получателю останутся.</translation>
        </message>
        <message>
            <source>Delete the card?</source>
            <translation>Удалить карточку?</translation>
        </message>
        <message>
            <source>Verified</source>
            <translation>Проверен</translation>
        </message>
        <message>
            <source>not yet paid</source>
            <translation>ещё не платили</translation>
        </message>
        <message>
            <source>Last paid</source>
            <translation>Посл. платёж</translation>
        </message>
        <message>
            <source>Available: {amount}</source>
            <translation>Доступно: {amount}</translation>
        </message>
        <message>
            <source>INN {inn}</source>
            <translation>ИНН {inn}</translation>
        </message>
        <message>
            <source>Acc. No</source>
            <translation>Сч. №</translation>
        </message>
        <message>
            <source>Op. type</source>
            <translation>Вид оп.</translation>
        </message>
        <message>
            <source>Term</source>
            <translation>Срок плат.</translation>
        </message>
        <message>
            <source>Income</source>
            <translation>Наз. пл.</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Очер. плат.</translation>
        </message>
        <message>
            <source>UIN</source>
            <translation>Код (УИН)</translation>
        </message>
        <message>
            <source>Reserved</source>
            <translation>Рез. поле</translation>
        </message>
        <message>
            <source>As last time: {purpose}</source>
            <translation>Как в прошлый раз: {purpose}</translation>
        </message>
        <message>
            <source>{length} of {limit}</source>
            <translation>{length} из {limit}</translation>
        </message>
        <message>
            <source>Payment order No</source>
            <translation>Платёжное поручение №</translation>
        </message>
        <message>
            <source>of</source>
            <comment>date of a document</comment>
            <translation>от</translation>
        </message>
        <message>
            <source>Amount in words</source>
            <translation>Сумма прописью</translation>
        </message>
        <message>
            <source>So many forms are not printed at once; here is the list of them.</source>
            <translation>Столько бланков сразу не печатается; вот их реестр.</translation>
        </message>
        <message>
            <source>Choose at most {count} documents</source>
            <translation>Выберите не более {count} документов</translation>
        </message>
        <message numerus="yes">
            <source>Save %n form(s) as PDF</source>
            <translation>
                <numerusform>Сохранить %n бланк в PDF</numerusform>
                <numerusform>Сохранить %n бланка в PDF</numerusform>
                <numerusform>Сохранить %n бланков в PDF</numerusform>
            </translation>
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation>PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Payment orders</source>
            <translation>Платёжные поручения</translation>
        </message>
        <message>
            <source>Saved as {path}</source>
            <translation>Сохранено: {path}</translation>
        </message>
        <message>
            <source>Wrong details of the payee</source>
            <translation>Неверные реквизиты получателя</translation>
        </message>
        <message>
            <source>Wrong amount</source>
            <translation>Неверная сумма</translation>
        </message>
        <message>
            <source>The payment was made twice</source>
            <translation>Платёж отправлен дважды</translation>
        </message>
        <message>
            <source>The contract was cancelled</source>
            <translation>Договор расторгнут</translation>
        </message>
        <message>
            <source>Wrong purpose of payment</source>
            <translation>Неверное назначение платежа</translation>
        </message>
        <message>
            <source>Recall request</source>
            <translation>Запрос на отзыв</translation>
        </message>
        <message>
            <source>Recall the payment?</source>
            <translation>Отозвать платёж?</translation>
        </message>
        <message>
            <source>Reason for the bank</source>
            <translation>Причина для банка</translation>
        </message>
        <message>
            <source>Choose or type</source>
            <translation>Выберите или введите</translation>
        </message>
        <message>
            <source>The bank recalls a payment only while it is not executed. Until it has decided, the payment is suspended. The request is signed with your key and sent at once.</source>
            <translation>Банк может отозвать платёж, только пока он не исполнен. До решения банка платёж приостановлен. Запрос подписывается вашим ключом и сразу отправляется.</translation>
        </message>
        <message>
            <source>Confirm the payment</source>
            <translation>Подтверждение платежа</translation>
        </message>
        <message>
            <source>Confirm the payment to this payee?</source>
            <translation>Подтвердить платёж этому получателю?</translation>
        </message>
        <message>
            <source>How was the payee checked? Type it in your own words:</source>
            <translation>Как проверен получатель? Напишите своими словами:</translation>
        </message>
        <message>
            <source>The bank takes the confirmation of another person than the one who signed the payment first, and goes on with the payment at once. If anything is doubtful, recall the payment instead.</source>
            <translation>Банк примет подтверждение не от того, кто подписал платёж первым, и сразу продолжит исполнение. Если есть сомнения, лучше отзовите платёж.</translation>
        </message>
        <message>
            <source>Sign and send…</source>
            <translation>Подписать и отправить…</translation>
        </message>
        <message>
            <source>Name the reason</source>
            <translation>Укажите причину</translation>
        </message>
        <message>
            <source>An export into a folder did not go through: {name}</source>
            <translation>Выгрузка в папку не выполнена: {name}</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Показать</translation>
        </message>
        <message>
            <source>The recall request is kept but not signed; the payment goes on until it is sent.</source>
            <translation>Запрос на отзыв сохранён, но не подписан; пока он не отправлен, платёж не остановлен.</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) put into the queue for the bank</source>
            <translation>
                <numerusform>%n документ поставлен в очередь к отправке</numerusform>
                <numerusform>%n документа поставлено в очередь к отправке</numerusform>
                <numerusform>%n документов поставлено в очередь к отправке</numerusform>
            </translation>
        </message>
        <message>
            <source>BIC and bank</source>
            <translation>БИК и банк</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>Содержание</translation>
        </message>
        <message>
            <source>Signing</source>
            <translation>Подписание</translation>
        </message>
        <message>
            <source>Passphrase of your key</source>
            <translation>Пароль вашего ключа</translation>
        </message>
        <message>
            <source>Preparing the documents…</source>
            <translation>Подготовка документов…</translation>
        </message>
        <message>
            <source>Sign this payment</source>
            <translation>Подписать этот платёж</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) to sign</source>
            <translation>
                <numerusform>%n документ на подпись</numerusform>
                <numerusform>%n документа на подпись</numerusform>
                <numerusform>%n документов на подпись</numerusform>
            </translation>
        </message>
        <message>
            <source>Made of the bytes that will be signed: the same documents give the same code</source>
            <translation>Вычислен по подписываемым данным: у одних и тех же документов код один и тот же</translation>
        </message>
        <message>
            <source>Your passphrase:</source>
            <translation>Ваш пароль:</translation>
        </message>
        <message>
            <source>Document No. {number}</source>
            <translation>Документ № {number}</translation>
        </message>
        <message>
            <source>Type the passphrase of your key</source>
            <translation>Введите пароль вашего ключа</translation>
        </message>
        <message>
            <source>Signing…</source>
            <translation>Подписание…</translation>
        </message>
        <message>
            <source>Send now</source>
            <translation>Отправить сейчас</translation>
        </message>
        <message>
            <source>There is nothing to sign.</source>
            <translation>Подписывать нечего.</translation>
        </message>
        <message numerus="yes">
            <source>%n changed payee(s) to confirm</source>
            <translation>
                <numerusform>подтвердите %n изменившегося получателя</numerusform>
                <numerusform>подтвердите %n изменившихся получателей</numerusform>
                <numerusform>подтвердите %n изменившихся получателей</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s) to confirm</source>
            <translation>
                <numerusform>подтвердите %n предупреждение</numerusform>
                <numerusform>подтвердите %n предупреждения</numerusform>
                <numerusform>подтвердите %n предупреждений</numerusform>
            </translation>
        </message>
        <message>
            <source>Look again…</source>
            <translation>Открыть снова…</translation>
        </message>
        <message>
            <source>confirmed</source>
            <translation>подтверждён</translation>
        </message>
        <message>
            <source>signed</source>
            <translation>подписан</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) left out: the payee's details look swapped. Each of them is signed by itself, after a comparison.</source>
            <translation>
                <numerusform>%n документ не включён: реквизиты получателя похожи на подменённые. Такой документ подписывают отдельно, после сверки.</numerusform>
                <numerusform>%n документа не включены: реквизиты получателя похожи на подменённые. Каждый из них подписывают отдельно, после сверки.</numerusform>
                <numerusform>%n документов не включены: реквизиты получателя похожи на подменённые. Каждый из них подписывают отдельно, после сверки.</numerusform>
            </translation>
        </message>
        <message>
            <source>Compare and sign alone…</source>
            <translation>Сверить и подписать отдельно…</translation>
        </message>
        <message>
            <source>not signed</source>
            <translation>не подписан</translation>
        </message>
        <message>
            <source>Sign fewer documents at once: there are more of them than fit here.</source>
            <translation>Подписывайте меньше документов сразу: здесь помещаются не все.</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) will not be signed</source>
            <translation>
                <numerusform>%n документ не будет подписан</numerusform>
                <numerusform>%n документа не будут подписаны</numerusform>
                <numerusform>%n документов не будут подписаны</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The details of %n payee(s) are not those that were paid before. Open, compare and say how you have checked them.</source>
            <translation>
                <numerusform>Реквизиты %n получателя не те, по которым платили раньше. Откройте, сверьте и напишите, как вы их проверили.</numerusform>
                <numerusform>Реквизиты %n получателей не те, по которым платили раньше. Откройте, сверьте и напишите, как вы их проверили.</numerusform>
                <numerusform>Реквизиты %n получателей не те, по которым платили раньше. Откройте, сверьте и напишите, как вы их проверили.</numerusform>
            </translation>
        </message>
        <message>
            <source>Sign fewer documents at once: there are more changed payees than fit here.</source>
            <translation>Подписывайте меньше документов сразу: изменившихся получателей больше, чем здесь помещается.</translation>
        </message>
        <message>
            <source>Open and compare…</source>
            <translation>Открыть и сверить…</translation>
        </message>
        <message>
            <source>not confirmed</source>
            <translation>не подтверждён</translation>
        </message>
        <message numerus="yes">
            <source>%n payee(s) you have never paid before: compare their details</source>
            <translation>
                <numerusform>%n получателю вы ещё не платили: сверьте реквизиты</numerusform>
                <numerusform>%n получателям вы ещё не платили: сверьте реквизиты</numerusform>
                <numerusform>%n получателям вы ещё не платили: сверьте реквизиты</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The same of %n document(s): No. </source>
            <translation>
                <numerusform>То же у %n документа: № </numerusform>
                <numerusform>То же у %n документов: № </numerusform>
                <numerusform>То же у %n документов: № </numerusform>
            </translation>
        </message>
        <message>
            <source>I know this and sign</source>
            <translation>Знаю об этом и подписываю</translation>
        </message>
        <message numerus="yes">
            <source>Signs that banks do not take were replaced in %n text(s). This is what you sign:</source>
            <translation>
                <numerusform>Знаки, которые банки не принимают, заменены в %n тексте. Вы подписываете:</numerusform>
                <numerusform>Знаки, которые банки не принимают, заменены в %n текстах. Вы подписываете:</numerusform>
                <numerusform>Знаки, которые банки не принимают, заменены в %n текстах. Вы подписываете:</numerusform>
            </translation>
        </message>
        <message>
            <source>Show the window</source>
            <translation>Показать окно</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>и ещё %n</numerusform>
                <numerusform>и ещё %n</numerusform>
                <numerusform>и ещё %n</numerusform>
            </translation>
        </message>
        <message>
            <source>a user with the right to sign</source>
            <translation>пользователь с правом подписи</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) signed; nothing but sending is left</source>
            <translation>
                <numerusform>%n документ подписан; осталось отправить</numerusform>
                <numerusform>%n документа подписано; осталось отправить</numerusform>
                <numerusform>%n документов подписано; осталось отправить</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) partly signed</source>
            <translation>
                <numerusform>%n документ подписан частично</numerusform>
                <numerusform>%n документа подписано частично</numerusform>
                <numerusform>%n документов подписано частично</numerusform>
            </translation>
        </message>
        <message>
            <source>A colleague signs at another computer: give the documents to him.</source>
            <translation>Коллега подписывает на другом компьютере: передайте ему документы.</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) not signed</source>
            <translation>
                <numerusform>%n документ не подписан</numerusform>
                <numerusform>%n документа не подписано</numerusform>
                <numerusform>%n документов не подписано</numerusform>
            </translation>
        </message>
        <message>
            <source>New, not saved yet</source>
            <translation>Новый, ещё не сохранён</translation>
        </message>
        <message>
            <source>Signed by the bank: {name} on {time}; certificate {serial}</source>
            <translation>Подписано банком: {name}, {time}; сертификат {serial}</translation>
        </message>
        <message>
            <source>It can no longer be changed; copy it to make another one</source>
            <translation>Изменить уже нельзя; чтобы создать другой, скопируйте</translation>
        </message>
        <message>
            <source>Signed by {name} on {time}; certificate {serial}, valid until {until}</source>
            <translation>Подписал(а) {name}, {time}; сертификат {serial} действует до {until}</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Статус</translation>
        </message>
        <message>
            <source>OKTMO</source>
            <translation>ОКТМО</translation>
        </message>
        <message>
            <source>Ground</source>
            <translation>Основание</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>Период</translation>
        </message>
        <message>
            <source>Doc. No</source>
            <translation>№ док.</translation>
        </message>
        <message>
            <source>Doc. date</source>
            <translation>Дата док.</translation>
        </message>
        <message>
            <source>Payout</source>
            <translation>Код выплат</translation>
        </message>
        <message>
            <source>To the budget: 101, 104–110</source>
            <translation>В бюджет: 101, 104–110</translation>
        </message>
        <message>
            <source>Tax &amp;wizard…</source>
            <translation>&amp;Мастер платежа…</translation>
        </message>
        <message>
            <source>Five questions, and the payment to the budget is filled in</source>
            <translation>Пять вопросов — и платёж в бюджет заполнен</translation>
        </message>
        <message>
            <source>Single tax payment (ENP)</source>
            <translation>Единый налоговый платёж (ЕНП)</translation>
        </message>
        <message>
            <source>0 in the empty boxes</source>
            <translation>0 в пустые поля</translation>
        </message>
        <message>
            <source>Save as a template</source>
            <translation>Сохранить как шаблон</translation>
        </message>
        <message>
            <source>Name of the template</source>
            <translation>Название шаблона</translation>
        </message>
        <message>
            <source>Number and date are not kept. A template of the same name is replaced.</source>
            <translation>Номер и дата не сохраняются. Шаблон с тем же названием заменяется.</translation>
        </message>
        <message>
            <source>The template “{name}” is kept.</source>
            <translation>Шаблон «{name}» сохранён.</translation>
        </message>
        <message>
            <source>There are no templates yet</source>
            <translation>Шаблонов пока нет</translation>
        </message>
        <message>
            <source>All templates…</source>
            <translation>Все шаблоны…</translation>
        </message>
        <message>
            <source>Save this document as a template…</source>
            <translation>Сохранить документ как шаблон…</translation>
        </message>
        <message>
            <source>Name or payee</source>
            <translation>Название или получатель</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Переименовать…</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>Удалить…</translation>
        </message>
        <message>
            <source>Delete the template “{name}”?</source>
            <translation>Удалить шаблон «{name}»?</translation>
        </message>
        <message>
            <source>Templates: {type}</source>
            <translation>Шаблоны: {type}</translation>
        </message>
        <message>
            <source>There are no templates yet. A document can be saved as one in its form.</source>
            <translation>Шаблонов пока нет. Документ можно сохранить как шаблон в его форме.</translation>
        </message>
        <message>
            <source>Documents made from it stay.</source>
            <translation>Созданные по нему документы останутся.</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Переименовать</translation>
        </message>
        <message>
            <source>Give it a name</source>
            <translation>Введите название</translation>
        </message>
        <message>
            <source>Another template has this name</source>
            <translation>Шаблон с таким названием уже есть</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Изменён</translation>
        </message>
        <message>
            <source>do not mention</source>
            <translation>не указывать</translation>
        </message>
        <message>
            <source>not taxed</source>
            <translation>не облагается</translation>
        </message>
        <message>
            <source>included</source>
            <translation>в том числе</translation>
        </message>
        <message>
            <source>on top of the amount</source>
            <translation>сверх суммы</translation>
        </message>
        <message>
            <source>Rate, %</source>
            <translation>Ставка, %</translation>
        </message>
        <message>
            <source>VAT amount</source>
            <translation>Сумма НДС</translation>
        </message>
        <message>
            <source>VAT</source>
            <translation>НДС</translation>
        </message>
        <message>
            <source>Raise the amount by {tax}</source>
            <translation>Увеличить сумму на {tax}</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>Заблокировать</translation>
        </message>
        <message>
            <source>Log out</source>
            <translation>Выйти</translation>
        </message>
        <message>
            <source>Lock the window</source>
            <translation>Заблокировать окно</translation>
        </message>
        <message>
            <source>Demo</source>
            <translation>Демо</translation>
        </message>
        <message>
            <source>Other organisation or user…</source>
            <translation>Другая организация или пользователь…</translation>
        </message>
        <message>
            <source>Available {amount}</source>
            <translation>Доступно {amount}</translation>
        </message>
        <message>
            <source>Synchronise</source>
            <translation>Обмен с банком</translation>
        </message>
        <message>
            <source>Nothing waits for you</source>
            <translation>Неотложных дел нет</translation>
        </message>
        <message>
            <source>No accounts yet: they come from the bank with the first synchronisation.</source>
            <translation>Счетов пока нет: они придут из банка при первом обмене.</translation>
        </message>
        <message>
            <source>Waits for you</source>
            <translation>Требует внимания</translation>
        </message>
        <message>
            <source>Deposit</source>
            <translation>Депозит</translation>
        </message>
        <message>
            <source>Loan</source>
            <translation>Кредит</translation>
        </message>
        <message>
            <source>Guarantee</source>
            <translation>Гарантия</translation>
        </message>
        <message>
            <source>Letter of credit</source>
            <translation>Аккредитив</translation>
        </message>
        <message>
            <source>Contract on record</source>
            <translation>Контракт на учёте</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>Карта</translation>
        </message>
        <message>
            <source>Acceptance in advance</source>
            <translation>Заранее данный акцепт</translation>
        </message>
        <message>
            <source>Salary account</source>
            <translation>Зарплатный счёт</translation>
        </message>
        <message>
            <source>Deposits</source>
            <translation>Депозиты</translation>
        </message>
        <message>
            <source>Loans</source>
            <translation>Кредиты</translation>
        </message>
        <message>
            <source>Guarantees</source>
            <translation>Гарантии</translation>
        </message>
        <message>
            <source>Letters of credit</source>
            <translation>Аккредитивы</translation>
        </message>
        <message>
            <source>Contracts on record</source>
            <translation>Контракты на учёте</translation>
        </message>
        <message>
            <source>Cards</source>
            <translation>Карты</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>Счета</translation>
        </message>
        <message>
            <source>Acceptances in advance</source>
            <translation>Заранее данные акцепты</translation>
        </message>
        <message>
            <source>Wage agreements</source>
            <translation>Зарплатные договоры</translation>
        </message>
        <message>
            <source>Salary accounts</source>
            <translation>Зарплатные счета</translation>
        </message>
        <message>
            <source>Is open</source>
            <translation>Открыт</translation>
        </message>
        <message>
            <source>In force</source>
            <translation>Действует</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Закрыт</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>Просрочен</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Отказано</translation>
        </message>
        <message>
            <source>Taken off the record</source>
            <translation>Снят с учёта</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Срок истёк</translation>
        </message>
        <message>
            <source>Being considered</source>
            <translation>На рассмотрении</translation>
        </message>
        <message>
            <source>Rate, % a year</source>
            <translation>Ставка, % годовых</translation>
        </message>
        <message>
            <source>Interest accrued</source>
            <translation>Начислено процентов</translation>
        </message>
        <message>
            <source>Interest paid</source>
            <translation>Выплачено процентов</translation>
        </message>
        <message>
            <source>Debt</source>
            <translation>Задолженность</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Лимит</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>Доступно</translation>
        </message>
        <message>
            <source>Term, days</source>
            <translation>Срок, дней</translation>
        </message>
        <message>
            <source>Kind of product</source>
            <translation>Вид продукта</translation>
        </message>
        <message>
            <source>Interest joins the deposit</source>
            <translation>Капитализация процентов</translation>
        </message>
        <message>
            <source>May be topped up</source>
            <translation>Пополнение разрешено</translation>
        </message>
        <message>
            <source>May be withdrawn in part</source>
            <translation>Частичное снятие разрешено</translation>
        </message>
        <message>
            <source>Prolonged by itself</source>
            <translation>Автоматическое продление</translation>
        </message>
        <message>
            <source>Balance that must stay</source>
            <translation>Неснижаемый остаток</translation>
        </message>
        <message>
            <source>Balance at most</source>
            <translation>Наибольший остаток</translation>
        </message>
        <message>
            <source>Interest at the rate of early closing</source>
            <translation>Проценты при досрочном возврате</translation>
        </message>
        <message>
            <source>Interest paid until</source>
            <translation>Проценты выплачены по</translation>
        </message>
        <message>
            <source>Interest counted until</source>
            <translation>Проценты рассчитаны по</translation>
        </message>
        <message>
            <source>Code of the offer</source>
            <translation>Код условий</translation>
        </message>
        <message>
            <source>Account of return</source>
            <translation>Счёт возврата</translation>
        </message>
        <message>
            <source>Notice of early repayment, days</source>
            <translation>Уведомление о досрочном погашении, дней</translation>
        </message>
        <message>
            <source>Drawn in all</source>
            <translation>Выдано всего</translation>
        </message>
        <message>
            <source>Next payment</source>
            <translation>Следующий платёж</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>Форма</translation>
        </message>
        <message>
            <source>Fee, % a year</source>
            <translation>Комиссия, % годовых</translation>
        </message>
        <message>
            <source>Documents presented for</source>
            <translation>Представлены документы на</translation>
        </message>
        <message>
            <source>Paid out</source>
            <translation>Выплачено</translation>
        </message>
        <message>
            <source>Beneficiary's INN</source>
            <translation>ИНН получателя</translation>
        </message>
        <message>
            <source>Beneficiary's account</source>
            <translation>Счёт получателя</translation>
        </message>
        <message>
            <source>Beneficiary's bank, code</source>
            <translation>Код банка получателя</translation>
        </message>
        <message>
            <source>Beneficiary's bank</source>
            <translation>Банк получателя</translation>
        </message>
        <message>
            <source>Beneficiary</source>
            <translation>Бенефициар</translation>
        </message>
        <message>
            <source>Number of the contract</source>
            <translation>Номер договора</translation>
        </message>
        <message>
            <source>Kind of contract (181-I)</source>
            <translation>Вид контракта (181-И)</translation>
        </message>
        <message>
            <source>Paid by us</source>
            <translation>Уплачено нами</translation>
        </message>
        <message>
            <source>Paid to us</source>
            <translation>Уплачено нам</translation>
        </message>
        <message>
            <source>Delivered by us</source>
            <translation>Исполнено нами</translation>
        </message>
        <message>
            <source>Delivered to us</source>
            <translation>Исполнено контрагентом</translation>
        </message>
        <message>
            <source>Balance: we owe</source>
            <translation>Сальдо: наш долг</translation>
        </message>
        <message>
            <source>Code in account numbers</source>
            <translation>Код в номерах счетов</translation>
        </message>
        <message>
            <source>Date of the contract</source>
            <translation>Дата договора</translation>
        </message>
        <message>
            <source>Days</source>
            <translation>Дней</translation>
        </message>
        <message>
            <source>Decimals</source>
            <translation>Знаков после запятой</translation>
        </message>
        <message>
            <source>Number by ISO 4217</source>
            <translation>Цифровой код ISO 4217</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>Часы работы</translation>
        </message>
        <message>
            <source>For units</source>
            <translation>За единиц</translation>
        </message>
        <message>
            <source>Number by ISO</source>
            <translation>Цифровой код ISO</translation>
        </message>
        <message>
            <source>Rate of the Bank of Russia</source>
            <translation>Курс Банка России</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Курс</translation>
        </message>
        <message>
            <source>The bank sells at</source>
            <translation>Курс продажи банком</translation>
        </message>
        <message>
            <source>Name in English</source>
            <translation>Наименование по-английски</translation>
        </message>
        <message>
            <source>Unique number of the contract (UNK)</source>
            <translation>Уникальный номер контракта (УНК)</translation>
        </message>
        <message>
            <source>until {day}</source>
            <translation>до {day}</translation>
        </message>
        <message>
            <source>Home</source>
            <translation>Главная</translation>
        </message>
        <message>
            <source>Balances as of {time} (Moscow time)</source>
            <translation>Остатки на {time} (МСК)</translation>
        </message>
        <message>
            <source>Your key is valid until {day}</source>
            <translation>Ваш ключ действует до {day}</translation>
        </message>
        <message>
            <source>Your key is not valid since {day}: nothing can be signed.</source>
            <translation>Ваш ключ не действует с {day}: подписывать нельзя.</translation>
        </message>
        <message>
            <source>What to do…</source>
            <translation>Что делать…</translation>
        </message>
        <message numerus="yes">
            <source>Your key is valid for %n more day(s)</source>
            <translation>
                <numerusform>Ваш ключ действует ещё %n день</numerusform>
                <numerusform>Ваш ключ действует ещё %n дня</numerusform>
                <numerusform>Ваш ключ действует ещё %n дней</numerusform>
            </translation>
        </message>
        <message>
            <source>Renew…</source>
            <translation>Перевыпустить…</translation>
        </message>
        <message numerus="yes">
            <source>%n sent without a receipt</source>
            <translation>
                <numerusform>%n отправлен, квитанции нет</numerusform>
                <numerusform>%n отправлены, квитанции нет</numerusform>
                <numerusform>%n отправлено, квитанции нет</numerusform>
            </translation>
        </message>
        <message>
            <source>The bank has not confirmed them yet; synchronise to find out.</source>
            <translation>Банк ещё не подтвердил получение; выполните обмен, чтобы узнать исход.</translation>
        </message>
        <message numerus="yes">
            <source>%n rejected</source>
            <translation>
                <numerusform>%n отвергнут</numerusform>
                <numerusform>%n отвергнуты</numerusform>
                <numerusform>%n отвергнуто</numerusform>
            </translation>
        </message>
        <message>
            <source>Look why, correct a copy and sign again.</source>
            <translation>Посмотрите причину, исправьте копию и подпишите снова.</translation>
        </message>
        <message numerus="yes">
            <source>%n with errors</source>
            <translation>
                <numerusform>%n с ошибками</numerusform>
                <numerusform>%n с ошибками</numerusform>
                <numerusform>%n с ошибками</numerusform>
            </translation>
        </message>
        <message>
            <source>They cannot be signed until they are mended.</source>
            <translation>Подписать можно после исправления.</translation>
        </message>
        <message numerus="yes">
            <source>%n to sign</source>
            <translation>
                <numerusform>%n на подпись</numerusform>
                <numerusform>%n на подпись</numerusform>
                <numerusform>%n на подпись</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n signed, not sent</source>
            <translation>
                <numerusform>%n подписан, не отправлен</numerusform>
                <numerusform>%n подписаны, не отправлены</numerusform>
                <numerusform>%n подписано, не отправлено</numerusform>
            </translation>
        </message>
        <message>
            <source>Put them into the queue for the bank (F8).</source>
            <translation>Поставьте в очередь к отправке (F8).</translation>
        </message>
        <message numerus="yes">
            <source>%n to be sent</source>
            <translation>
                <numerusform>%n к отправке</numerusform>
                <numerusform>%n к отправке</numerusform>
                <numerusform>%n к отправке</numerusform>
            </translation>
        </message>
        <message>
            <source>They go with the next synchronisation (F9).</source>
            <translation>Уйдут при следующем обмене с банком (F9).</translation>
        </message>
        <message numerus="yes">
            <source>%n unread notice(s) of the bank</source>
            <translation>
                <numerusform>%n непрочитанное сообщение банка</numerusform>
                <numerusform>%n непрочитанных сообщения банка</numerusform>
                <numerusform>%n непрочитанных сообщений банка</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n from colleagues for your signature</source>
            <translation>
                <numerusform>%n от коллег на вашу подпись</numerusform>
                <numerusform>%n от коллег на вашу подпись</numerusform>
                <numerusform>%n от коллег на вашу подпись</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with colleagues for signing</source>
            <translation>
                <numerusform>%n у коллег на подписи</numerusform>
                <numerusform>%n у коллег на подписи</numerusform>
                <numerusform>%n у коллег на подписи</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unread letter(s)</source>
            <translation>
                <numerusform>%n непрочитанное письмо</numerusform>
                <numerusform>%n непрочитанных письма</numerusform>
                <numerusform>%n непрочитанных писем</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other document(s) rejected</source>
            <translation>
                <numerusform>%n другой документ отвергнут</numerusform>
                <numerusform>%n других документа отвергнуто</numerusform>
                <numerusform>%n других документов отвергнуто</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other document(s) to sign</source>
            <translation>
                <numerusform>%n другой документ на подпись</numerusform>
                <numerusform>%n других документа на подпись</numerusform>
                <numerusform>%n других документов на подпись</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) of the bank to read</source>
            <translation>
                <numerusform>%n непрочитанный документ банка</numerusform>
                <numerusform>%n непрочитанных документа банка</numerusform>
                <numerusform>%n непрочитанных документов банка</numerusform>
            </translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Везде</translation>
        </message>
        <message>
            <source>In lists</source>
            <translation>В списках</translation>
        </message>
        <message>
            <source>In a document</source>
            <translation>В документе</translation>
        </message>
        <message>
            <source>In a table of rows</source>
            <translation>В таблице строк</translation>
        </message>
        <message>
            <source>In letters</source>
            <translation>В письмах</translation>
        </message>
        <message>
            <source>Synchronise with the bank</source>
            <translation>Обмен с банком</translation>
        </message>
        <message>
            <source>Go to a page by its number</source>
            <translation>Перейти на страницу по номеру</translation>
        </message>
        <message>
            <source>Go to any page or action by a part of its name</source>
            <translation>Перейти к любой странице или действию по части названия</translation>
        </message>
        <message>
            <source>Go back to the page before</source>
            <translation>Вернуться на предыдущую страницу</translation>
        </message>
        <message>
            <source>Search on the page</source>
            <translation>Поиск на странице</translation>
        </message>
        <message>
            <source>Other organisation or user</source>
            <translation>Другая организация или пользователь</translation>
        </message>
        <message>
            <source>Show this sheet of keys</source>
            <translation>Показать эти клавиши</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Настройки</translation>
        </message>
        <message>
            <source>Close the program</source>
            <translation>Закрыть программу</translation>
        </message>
        <message>
            <source>New document</source>
            <translation>Новый документ</translation>
        </message>
        <message>
            <source>Refresh the list</source>
            <translation>Обновить список</translation>
        </message>
        <message>
            <source>Send to the bank</source>
            <translation>Отправить в банк</translation>
        </message>
        <message>
            <source>Copy as a new document</source>
            <translation>Копировать в новый документ</translation>
        </message>
        <message>
            <source>Import from a file</source>
            <translation>Импорт из файла</translation>
        </message>
        <message>
            <source>There are no documents in the file</source>
            <translation>В файле нет документов</translation>
        </message>
        <message>
            <source>Also those with errors; they can be mended as drafts</source>
            <translation>И документы с ошибками: их можно исправить в черновиках</translation>
        </message>
        <message>
            <source>This file was taken in before; its documents would stand in the list twice.</source>
            <translation>Этот файл уже загружен: его документы окажутся в списке дважды.</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) in the file</source>
            <translation>
                <numerusform>%n документ в файле</numerusform>
                <numerusform>%n документа в файле</numerusform>
                <numerusform>%n документов в файле</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take %n in</source>
            <translation>
                <numerusform>Загрузить %n</numerusform>
                <numerusform>Загрузить %n</numerusform>
                <numerusform>Загрузить %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) taken in from {name}</source>
            <translation>
                <numerusform>Загружен %n документ из {name}</numerusform>
                <numerusform>Загружено %n документа из {name}</numerusform>
                <numerusform>Загружено %n документов из {name}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) written to {path}</source>
            <translation>
                <numerusform>Записан %n документ в {path}</numerusform>
                <numerusform>Записано %n документа в {path}</numerusform>
                <numerusform>Записано %n документов в {path}</numerusform>
            </translation>
        </message>
        <message>
            <source>Write to a file</source>
            <translation>Запись в файл</translation>
        </message>
        <message>
            <source>Statement files that were taken in</source>
            <translation>Принятые файлы выписок</translation>
        </message>
        <message>
            <source>Take a payment from the clipboard</source>
            <translation>Взять платёж из буфера обмена</translation>
        </message>
        <message>
            <source>Choose the file to import</source>
            <translation>Выбрать файл для импорта</translation>
        </message>
        <message>
            <source>Export to a file</source>
            <translation>Выгрузить в файл</translation>
        </message>
        <message>
            <source>Next view of the page</source>
            <translation>Следующий вид на странице</translation>
        </message>
        <message>
            <source>View before of the page</source>
            <translation>Предыдущий вид на странице</translation>
        </message>
        <message>
            <source>Select all rows</source>
            <translation>Выделить все строки</translation>
        </message>
        <message>
            <source>Copy the selected rows as a table</source>
            <translation>Копировать выделенные строки таблицей</translation>
        </message>
        <message>
            <source>Save and begin the next one</source>
            <translation>Сохранить и начать следующий</translation>
        </message>
        <message>
            <source>Begin from a template</source>
            <translation>Создать из шаблона</translation>
        </message>
        <message>
            <source>Choose from a directory</source>
            <translation>Выбрать из справочника</translation>
        </message>
        <message>
            <source>Go to the next remark</source>
            <translation>К следующему замечанию</translation>
        </message>
        <message>
            <source>Answer the letter</source>
            <translation>Ответить на письмо</translation>
        </message>
        <message>
            <source>Answer with a quotation</source>
            <translation>Ответить с цитатой</translation>
        </message>
        <message>
            <source>Mark as unread</source>
            <translation>Непрочитанное</translation>
        </message>
        <message>
            <source>Put the conversation into the archive</source>
            <translation>Убрать переписку в архив</translation>
        </message>
        <message>
            <source>Go to the next cell</source>
            <translation>Перейти к следующей ячейке</translation>
        </message>
        <message>
            <source>Leave the table</source>
            <translation>Выйти из таблицы</translation>
        </message>
        <message>
            <source>Duplicate the rows</source>
            <translation>Повторить строки</translation>
        </message>
        <message>
            <source>Remove the rows</source>
            <translation>Убрать строки</translation>
        </message>
        <message>
            <source>Paste rows of a spreadsheet</source>
            <translation>Вставить строки из электронной таблицы</translation>
        </message>
        <message>
            <source>Take the last change back</source>
            <translation>Отменить последнее изменение</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Клавиши</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>Печать…</translation>
        </message>
        <message>
            <source>The window is locked</source>
            <translation>Окно заблокировано</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>Разблокировать</translation>
        </message>
        <message numerus="yes">
            <source>Try again in %n s</source>
            <translation>
                <numerusform>Повторите через %n с</numerusform>
                <numerusform>Повторите через %n с</numerusform>
                <numerusform>Повторите через %n с</numerusform>
            </translation>
        </message>
        <message>
            <source>BSClient: log in</source>
            <translation>BSClient: вход</translation>
        </message>
        <message>
            <source>You may close this window: the request is kept. The log-in window shows the user as waiting, checks, and prints the act again.</source>
            <translation>Окно можно закрыть: запрос сохранён. Окно входа покажет, что пользователь ожидает активации, проверит состояние и ещё раз напечатает акт.</translation>
        </message>
        <message>
            <source>Act and certificate</source>
            <translation>Акт и сертификат</translation>
        </message>
        <message>
            <source>The certificate is here</source>
            <translation>Сертификат получен</translation>
        </message>
        <message>
            <source>Take the act to the bank</source>
            <translation>Передайте акт в банк</translation>
        </message>
        <message>
            <source>The certificate is for the key on this computer, not for another one.</source>
            <translation>Сертификат выпущен на ключ этого компьютера, а не на другой.</translation>
        </message>
        <message>
            <source>It was issued by the root certificate whose fingerprint you have compared.</source>
            <translation>Он выпущен корневым сертификатом, отпечаток которого вы сверили.</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Владелец</translation>
        </message>
        <message>
            <source>Organisation</source>
            <translation>Организация</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Действует</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Пользователь</translation>
        </message>
        <message>
            <source>Log in</source>
            <translation>Войти</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Чтение…</translation>
        </message>
        <message>
            <source>Connect a bank…</source>
            <translation>Подключить банк…</translation>
        </message>
        <message>
            <source>&amp;Organisation</source>
            <translation>&amp;Организация</translation>
        </message>
        <message>
            <source>&amp;User</source>
            <translation>&amp;Пользователь</translation>
        </message>
        <message>
            <source>Export the key</source>
            <translation>Выгрузка ключа</translation>
        </message>
        <message>
            <source>Passphrase of the file</source>
            <translation>Пароль файла</translation>
        </message>
        <message>
            <source>I have written the five words down</source>
            <translation>Я записал(а) пять слов</translation>
        </message>
        <message>
            <source>Whoever has the file and its passphrase can sign for you. Keep them apart, and delete the file when the key is on the other computer. Only one computer should work with a key.</source>
            <translation>Тот, у кого есть файл и его пароль, может подписывать за вас. Храните их отдельно и удалите файл, когда ключ окажется на другом компьютере. С ключом должен работать только один компьютер.</translation>
        </message>
        <message>
            <source>&amp;Passphrase of the key</source>
            <translation>Пароль &amp;ключа</translation>
        </message>
        <message>
            <source>Passphrase of the &amp;file: write it down now, it is not shown again</source>
            <translation>Пароль &amp;файла: запишите его сейчас, больше он не покажется</translation>
        </message>
        <message>
            <source>Save the file…</source>
            <translation>Сохранить файл…</translation>
        </message>
        <message>
            <source>Keys (*.p12)</source>
            <translation>Ключи (*.p12)</translation>
        </message>
        <message>
            <source>The key is saved as {name}</source>
            <translation>Ключ сохранён в файл {name}</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Язык</translation>
        </message>
        <message>
            <source>Demo: the passphrase is “{passphrase}”</source>
            <translation>Демо: пароль «{passphrase}»</translation>
        </message>
        <message>
            <source>Type the passphrase</source>
            <translation>Введите пароль</translation>
        </message>
        <message>
            <source>Opening the key…</source>
            <translation>Ключ открывается…</translation>
        </message>
        <message>
            <source>You were let in: log in with your passphrase</source>
            <translation>Доступ открыт: войдите со своим паролем</translation>
        </message>
        <message>
            <source>Payments, statements and letters of your bank</source>
            <translation>Платежи, выписки и письма вашего банка</translation>
        </message>
        <message>
            <source>There is no profile on this computer yet. Connect a bank, or start the demo.</source>
            <translation>На этом компьютере ещё нет профилей. Подключите банк или запустите демонстрацию.</translation>
        </message>
        <message>
            <source>This page has no list with columns</source>
            <translation>На этой странице нет списка со столбцами</translation>
        </message>
        <message>
            <source>PIN of the token</source>
            <translation>PIN-код токена</translation>
        </message>
        <message>
            <source>Passphrase or PIN</source>
            <translation>Пароль или PIN-код</translation>
        </message>
        <message>
            <source>Type the PIN of the token</source>
            <translation>Введите PIN-код токена</translation>
        </message>
        <message>
            <source>Protect the key with a passphrase</source>
            <translation>Защитите ключ паролем</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Повторить</translation>
        </message>
        <message>
            <source>Make the key</source>
            <translation>Создать ключ</translation>
        </message>
        <message>
            <source>Making the key and sending the request…</source>
            <translation>Создаю ключ и отправляю запрос…</translation>
        </message>
        <message>
            <source>The key lies in an encrypted file on this computer and never leaves it. The passphrase opens it: it is asked at every log-in and before every signature. The bank does not know it.</source>
            <translation>Ключ хранится в зашифрованном файле на этом компьютере и никуда не передаётся. Его открывает пароль: он запрашивается при каждом входе и перед каждой подписью. Банк пароля не знает.</translation>
        </message>
        <message>
            <source>The key is made on the token now. Its PIN is asked at every log-in and before every signature; after several wrong ones the token locks itself.</source>
            <translation>Сейчас на токене будет создан ключ. PIN-код запрашивается при каждом входе и перед каждой подписью; после нескольких ошибок токен блокируется.</translation>
        </message>
        <message>
            <source>Synchronisation did not finish</source>
            <translation>Обмен с банком не завершён</translation>
        </message>
        <message>
            <source>Calling the bank…</source>
            <translation>Соединение с банком…</translation>
        </message>
        <message>
            <source>Logging in at the bank…</source>
            <translation>Вход в банк…</translation>
        </message>
        <message>
            <source>Sending documents…</source>
            <translation>Отправка документов…</translation>
        </message>
        <message>
            <source>Fetching news…</source>
            <translation>Получение новостей…</translation>
        </message>
        <message>
            <source>Fetching directories…</source>
            <translation>Получение справочников…</translation>
        </message>
        <message>
            <source>Synchronising…</source>
            <translation>Обмен с банком…</translation>
        </message>
        <message>
            <source>&amp;Payments</source>
            <translation>&amp;Платежи</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Вид</translation>
        </message>
        <message>
            <source>Columns of the list…</source>
            <translation>Столбцы списка…</translation>
        </message>
        <message>
            <source>Go to…</source>
            <translation>Перейти…</translation>
        </message>
        <message>
            <source>&amp;Tools</source>
            <translation>&amp;Сервис</translation>
        </message>
        <message>
            <source>QR code of requisites…</source>
            <translation>QR-код реквизитов…</translation>
        </message>
        <message>
            <source>Check the audit journal</source>
            <translation>Проверить журнал аудита</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>Сп&amp;равка</translation>
        </message>
        <message>
            <source>About BSClient</source>
            <translation>О программе BSClient</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Файл</translation>
        </message>
        <message>
            <source>Evidence of the document…</source>
            <translation>Доказательства по документу…</translation>
        </message>
        <message>
            <source>Choose one signed document in a list, or open its history, first</source>
            <translation>Сначала выберите в списке один подписанный документ или откройте его историю</translation>
        </message>
        <message>
            <source>Checking the audit journal…</source>
            <translation>Проверка журнала аудита…</translation>
        </message>
        <message>
            <source>Every one of {count} records follows from the one before; the last has the print {head}.</source>
            <translation>Каждая запись следует из предыдущей, всего записей: {count}; отпечаток последней — {head}.</translation>
        </message>
        <message>
            <source>The audit journal is whole</source>
            <translation>Журнал аудита цел</translation>
        </message>
        <message>
            <source>Record {place} of {count} does not follow from the one before: it was changed, or one is missing. Keep this computer as it is and call the bank.</source>
            <translation>Запись {place} из {count} не следует из предыдущей: она изменена или какой-то записи нет. Ничего не меняйте на этом компьютере и позвоните в банк.</translation>
        </message>
        <message>
            <source>The audit journal is broken</source>
            <translation>Журнал аудита нарушен</translation>
        </message>
        <message>
            <source>Version {version}. An open client for remote banking: payments are entered, checked, signed and sent; statements and letters come back.

Apache License 2.0. Made with Qt (LGPL 3).</source>
            <translation>Версия {version}. Открытый клиент дистанционного банковского обслуживания: ввод, контроль, подписание и отправка платежей, выписки и письма банка.

Лицензия Apache 2.0. Создано с Qt (LGPL 3).</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Страницы</translation>
        </message>
        <message>
            <source>Tools of the page</source>
            <translation>Инструменты страницы</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Ключ</translation>
        </message>
        <message>
            <source>Valid until</source>
            <translation>Действует до</translation>
        </message>
        <message>
            <source>Passphrase, renewal, act: keys and certificates…</source>
            <translation>Пароль, перевыпуск, акт: ключи и сертификаты…</translation>
        </message>
        <message>
            <source>Number of the certificate</source>
            <translation>Номер сертификата</translation>
        </message>
        <message>
            <source>Fingerprint of the public key (SHA-256), as on the printed act</source>
            <translation>Отпечаток ключа проверки (SHA-256), как в печатном акте</translation>
        </message>
        <message>
            <source>Renew the key…</source>
            <translation>Перевыпустить ключ…</translation>
        </message>
        <message>
            <source>Ask the bank now</source>
            <translation>Узнать в банке сейчас</translation>
        </message>
        <message>
            <source>Give the renewal up…</source>
            <translation>Отказаться от перевыпуска…</translation>
        </message>
        <message>
            <source>Change the passphrase…</source>
            <translation>Сменить пароль…</translation>
        </message>
        <message>
            <source>Export the key…</source>
            <translation>Выгрузить ключ…</translation>
        </message>
        <message>
            <source>Block my key…</source>
            <translation>Заблокировать меня…</translation>
        </message>
        <message>
            <source>Can be renewed from</source>
            <translation>Можно перевыпустить с</translation>
        </message>
        <message>
            <source>Where it lives</source>
            <translation>Где хранится</translation>
        </message>
        <message>
            <source>On the token {label}, number {serial}</source>
            <translation>На токене {label}, номер {serial}</translation>
        </message>
        <message>
            <source>GOST key of the OpenSSL engine</source>
            <translation>Ключ ГОСТ в модуле OpenSSL</translation>
        </message>
        <message>
            <source>In the encrypted file {path}</source>
            <translation>В зашифрованном файле {path}</translation>
        </message>
        <message>
            <source>Change the passphrase</source>
            <translation>Смена пароля</translation>
        </message>
        <message>
            <source>Passphrase now</source>
            <translation>Текущий пароль</translation>
        </message>
        <message>
            <source>&amp;Passphrase now</source>
            <translation>&amp;Нынешний пароль</translation>
        </message>
        <message>
            <source>New passphrase</source>
            <translation>Новый пароль</translation>
        </message>
        <message>
            <source>New passphrase again</source>
            <translation>Новый пароль ещё раз</translation>
        </message>
        <message>
            <source>Propose five words</source>
            <translation>Предложить пять слов</translation>
        </message>
        <message>
            <source>&amp;New passphrase</source>
            <translation>&amp;Новый пароль</translation>
        </message>
        <message>
            <source>New passphrase a&amp;gain</source>
            <translation>Новый пароль &amp;ещё раз</translation>
        </message>
        <message>
            <source>The two passphrases differ</source>
            <translation>Пароли не совпадают</translation>
        </message>
        <message>
            <source>Strength of the passphrase</source>
            <translation>Стойкость пароля</translation>
        </message>
        <message>
            <source>Keyboard: {language}</source>
            <translation>Раскладка: {language}</translation>
        </message>
        <message>
            <source>Too short</source>
            <translation>Слишком короткий</translation>
        </message>
        <message>
            <source>Too weak</source>
            <translation>Слишком слабый</translation>
        </message>
        <message>
            <source>Fair</source>
            <translation>Приемлемый</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>Хороший</translation>
        </message>
        <message>
            <source>Strong</source>
            <translation>Надёжный</translation>
        </message>
        <message>
            <source>At least 12 characters, or five words. Nobody can restore a forgotten passphrase.</source>
            <translation>Не меньше 12 знаков или пять слов. Забытый пароль восстановить нельзя.</translation>
        </message>
        <message numerus="yes">
            <source>Change %n draft(s)</source>
            <translation>
                <numerusform>Изменить %n черновик</numerusform>
                <numerusform>Изменить %n черновика</numerusform>
                <numerusform>Изменить %n черновиков</numerusform>
            </translation>
        </message>
        <message>
            <source>New value</source>
            <translation>Новое значение</translation>
        </message>
        <message>
            <source>Each draft is checked anew. What depends on the field follows: the bank of a BIC, totals.</source>
            <translation>Каждый черновик проверяется заново. Зависящие поля обновляются сами: банк по БИК, итоги.</translation>
        </message>
        <message>
            <source>Change all</source>
            <translation>Изменить все</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Сменить</translation>
        </message>
        <message numerus="yes">
            <source>%n draft(s) changed</source>
            <translation>
                <numerusform>Изменён %n черновик</numerusform>
                <numerusform>Изменено %n черновика</numerusform>
                <numerusform>Изменено %n черновиков</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them with errors now</source>
            <translation>
                <numerusform>из них с ошибками: %n</numerusform>
                <numerusform>из них с ошибками: %n</numerusform>
                <numerusform>из них с ошибками: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>left alone: {count} ({reason})</source>
            <translation>не изменено: {count} ({reason})</translation>
        </message>
        <message>
            <source>The passphrase is changed</source>
            <translation>Пароль изменён</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Тема</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>Масштаб</translation>
        </message>
        <message>
            <source>Lock after minutes without work</source>
            <translation>Блокировать после бездействия, мин</translation>
        </message>
        <message>
            <source>Changes with the next start of the program.</source>
            <translation>Изменится при следующем запуске программы.</translation>
        </message>
        <message>
            <source>0: never lock.</source>
            <translation>0 — не блокировать.</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Как в системе</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Светлая</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Тёмная</translation>
        </message>
        <message>
            <source>Windows</source>
            <translation>Окна</translation>
        </message>
        <message>
            <source>List of payment orders</source>
            <translation>Реестр платёжных поручений</translation>
        </message>
        <message>
            <source>Statement of {account}, {period}</source>
            <translation>Выписка по счёту {account}, {period}</translation>
        </message>
        <message>
            <source>Operation No. {number} of {day}</source>
            <translation>Операция № {number} от {day}</translation>
        </message>
        <message>
            <source>Act of the key</source>
            <translation>Акт признания ключа</translation>
        </message>
        <message>
            <source>There is nothing to print</source>
            <translation>Печатать нечего</translation>
        </message>
        <message>
            <source>Pages as they will be printed</source>
            <translation>Просмотр перед печатью</translation>
        </message>
        <message>
            <source>Save as PDF</source>
            <translation>Сохранить в PDF</translation>
        </message>
        <message>
            <source>Tools of the preview</source>
            <translation>Инструменты просмотра</translation>
        </message>
        <message>
            <source>Save PDF…</source>
            <translation>Сохранить PDF…</translation>
        </message>
        <message>
            <source>Page before</source>
            <translation>Предыдущая страница</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>Следующая страница</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Страница</translation>
        </message>
        <message>
            <source>Size of the pages</source>
            <translation>Масштаб страниц</translation>
        </message>
        <message>
            <source>Width of the window</source>
            <translation>По ширине</translation>
        </message>
        <message>
            <source>Whole page</source>
            <translation>Страница целиком</translation>
        </message>
        <message>
            <source>Two pages</source>
            <translation>Две страницы</translation>
        </message>
        <message>
            <source>Sent to the printer</source>
            <translation>Отправлено на принтер</translation>
        </message>
        <message>
            <source>Printing did not work</source>
            <translation>Напечатать не удалось</translation>
        </message>
        <message>
            <source>Search in letters</source>
            <translation>Поиск в письмах</translation>
        </message>
        <message>
            <source>The letter has changes that are not saved.</source>
            <translation>В письме есть несохранённые изменения.</translation>
        </message>
        <message>
            <source>The letter that was being written is here again.</source>
            <translation>Восстановлено письмо, которое вы писали.</translation>
        </message>
        <message>
            <source>Delete the draft?</source>
            <translation>Удалить черновик?</translation>
        </message>
        <message>
            <source>The conversation is in the archive.</source>
            <translation>Переписка убрана в архив.</translation>
        </message>
        <message>
            <source>The conversation is back from the archive.</source>
            <translation>Переписка возвращена из архива.</translation>
        </message>
        <message>
            <source>Back from the archive</source>
            <translation>Вернуть из архива</translation>
        </message>
        <message>
            <source>The letter “{subject}” was not sent. It can be restored from the list of deleted documents.</source>
            <translation>Письмо «{subject}» не отправлено. Его можно восстановить из списка удалённых документов.</translation>
        </message>
        <message>
            <source>The draft is deleted.</source>
            <translation>Черновик удалён.</translation>
        </message>
        <message>
            <source>Save the file</source>
            <translation>Сохранение файла</translation>
        </message>
        <message>
            <source>Saved as {name}</source>
            <translation>Сохранено: {name}</translation>
        </message>
        <message>
            <source>Thank you for the mark.</source>
            <translation>Спасибо за оценку.</translation>
        </message>
        <message numerus="yes">
            <source>In the archive: %n conversation(s)</source>
            <translation>
                <numerusform>В архиве: %n переписка</numerusform>
                <numerusform>В архиве: %n переписки</numerusform>
                <numerusform>В архиве: %n переписок</numerusform>
            </translation>
        </message>
        <message>
            <source>Choose a conversation</source>
            <translation>Выберите переписку</translation>
        </message>
        <message>
            <source>There are no such conversations.</source>
            <translation>Таких переписок нет.</translation>
        </message>
        <message>
            <source>No letters yet. Write to the bank with “New letter”.</source>
            <translation>Писем пока нет. Чтобы написать в банк, нажмите «Новое письмо».</translation>
        </message>
        <message>
            <source>Balance by days</source>
            <translation>Остатки по дням</translation>
        </message>
        <message>
            <source>Lowest {low}, highest {high}</source>
            <translation>Наименьший {low}, наибольший {high}</translation>
        </message>
        <message>
            <source>{day}, forecast</source>
            <translation>{day}, прогноз</translation>
        </message>
        <message>
            <source>Credits {amount}</source>
            <translation>Поступило {amount}</translation>
        </message>
        <message>
            <source>Debits {amount}</source>
            <translation>Списано {amount}</translation>
        </message>
        <message>
            <source>M</source>
            <translation>млн</translation>
        </message>
        <message>
            <source>K</source>
            <translation>тыс.</translation>
        </message>
        <message>
            <source>Debit</source>
            <translation>Дебет</translation>
        </message>
        <message>
            <source>Credit</source>
            <translation>Кредит</translation>
        </message>
        <message>
            <source>Balance</source>
            <translation>Остаток</translation>
        </message>
        <message>
            <source>Counterparty</source>
            <translation>Контрагент</translation>
        </message>
        <message>
            <source>Account of the counterparty</source>
            <translation>Счёт контрагента</translation>
        </message>
        <message>
            <source>Nothing was found in the directory</source>
            <translation>В справочнике ничего не найдено</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Вид</translation>
        </message>
        <message>
            <source>With whom</source>
            <translation>Контрагент</translation>
        </message>
        <message>
            <source>Choose a document</source>
            <translation>Выбор документа</translation>
        </message>
        <message>
            <source>There are no such documents</source>
            <translation>Таких документов нет</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Продукт</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>До</translation>
        </message>
        <message>
            <source>There are no such products</source>
            <translation>Таких продуктов нет</translation>
        </message>
        <message>
            <source>Bank of the counterparty</source>
            <translation>Банк контрагента</translation>
        </message>
        <message>
            <source>for ourselves</source>
            <translation>за свою организацию</translation>
        </message>
        <message>
            <source>for another company or person</source>
            <translation>за другую организацию или человека</translation>
        </message>
        <message>
            <source>withheld from an employee's wages</source>
            <translation>удержано из зарплаты работника</translation>
        </message>
        <message>
            <source>company</source>
            <translation>организация</translation>
        </message>
        <message>
            <source>entrepreneur</source>
            <translation>предприниматель</translation>
        </message>
        <message>
            <source>single tax payment (ENP)</source>
            <translation>единый налоговый платёж (ЕНП)</translation>
        </message>
        <message>
            <source>tax outside of the ENP</source>
            <translation>налог вне ЕНП</translation>
        </message>
        <message>
            <source>contributions for injuries at work</source>
            <translation>взносы на травматизм</translation>
        </message>
        <message>
            <source>customs payments</source>
            <translation>таможенные платежи</translation>
        </message>
        <message>
            <source>state duty</source>
            <translation>госпошлина</translation>
        </message>
        <message>
            <source>fine</source>
            <translation>штраф</translation>
        </message>
        <message>
            <source>debt to bailiffs (enforcement)</source>
            <translation>долг приставам (исполнительное производство)</translation>
        </message>
        <message>
            <source>other payment to the budget</source>
            <translation>другой платёж в бюджет</translation>
        </message>
        <message>
            <source>From the demand or the resolution, if there is one.</source>
            <translation>Из требования или постановления, если оно есть.</translation>
        </message>
        <message>
            <source>For whom</source>
            <translation>За кого платёж</translation>
        </message>
        <message>
            <source>Which tax</source>
            <translation>Какой налог или платёж</translation>
        </message>
        <message>
            <source>For which period, by which document</source>
            <translation>За какой период, по какому документу</translation>
        </message>
        <message>
            <source>How much</source>
            <translation>Сколько</translation>
        </message>
        <message>
            <source>Who that is</source>
            <translation>Кто это</translation>
        </message>
        <message>
            <source>Type a part of the name or of the code, or press F4.</source>
            <translation>Наберите часть названия или кода либо нажмите F4.</translation>
        </message>
        <message>
            <source>Code of the customs office</source>
            <translation>Код таможенного органа</translation>
        </message>
        <message>
            <source>Period, in words for the purpose</source>
            <translation>Период — словами, для назначения платежа</translation>
        </message>
        <message>
            <source>Such as: за октябрь 2026 г.</source>
            <translation>Например: за октябрь 2026 г.</translation>
        </message>
        <message>
            <source>Under a demand of the tax office</source>
            <translation>По требованию налогового органа</translation>
        </message>
        <message>
            <source>Ground (box 106)</source>
            <translation>Основание (поле 106)</translation>
        </message>
        <message>
            <source>Document date</source>
            <translation>Дата документа</translation>
        </message>
        <message>
            <source>Posted</source>
            <translation>Проведено</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Сегодня</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Вчера</translation>
        </message>
        <message>
            <source>This week</source>
            <translation>Эта неделя</translation>
        </message>
        <message>
            <source>This month</source>
            <translation>Этот месяц</translation>
        </message>
        <message>
            <source>This quarter</source>
            <translation>Этот квартал</translation>
        </message>
        <message>
            <source>This year</source>
            <translation>Этот год</translation>
        </message>
        <message>
            <source>Own period</source>
            <translation>Свой период</translation>
        </message>
        <message>
            <source>Users</source>
            <translation>Пользователи</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>Лимиты</translation>
        </message>
        <message>
            <source>Exceptions</source>
            <translation>Исключения</translation>
        </message>
        <message>
            <source>Substitutes</source>
            <translation>Замещения</translation>
        </message>
        <message>
            <source>The bank has told of no users yet; they come with the next exchange.</source>
            <translation>Банк ещё не сообщил о пользователях: сведения придут при обмене.</translation>
        </message>
        <message>
            <source>No rules of signatures</source>
            <translation>Правил подписей нет</translation>
        </message>
        <message>
            <source>There are no limits: as much may be spent as there is on the accounts.</source>
            <translation>Лимитов нет: тратить можно всё, что есть на счетах.</translation>
        </message>
        <message>
            <source>There are no exceptions: everybody does what his role allows.</source>
            <translation>Исключений нет: каждый делает то, что разрешает его роль.</translation>
        </message>
        <message>
            <source>Nobody stands in for anybody.</source>
            <translation>Никто никого не замещает.</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>Подпись</translation>
        </message>
        <message>
            <source>Roles</source>
            <translation>Роли</translation>
        </message>
        <message>
            <source>Above</source>
            <translation>Свыше</translation>
        </message>
        <message>
            <source>Signatures needed</source>
            <translation>Нужные подписи</translation>
        </message>
        <message>
            <source>Its maker</source>
            <translation>Составитель</translation>
        </message>
        <message>
            <source>Whose limit</source>
            <translation>Чей лимит</translation>
        </message>
        <message>
            <source>Per document</source>
            <translation>На документ</translation>
        </message>
        <message>
            <source>Used</source>
            <translation>Потрачено</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Осталось</translation>
        </message>
        <message>
            <source>Per day</source>
            <translation>На день</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Решение</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>Действие</translation>
        </message>
        <message>
            <source>At the bank's rate</source>
            <translation>По курсу банка</translation>
        </message>
        <message>
            <source>At the official rate</source>
            <translation>По официальному курсу</translation>
        </message>
        <message>
            <source>From</source>
            <translation>С</translation>
        </message>
        <message>
            <source>To</source>
            <translation>По</translation>
        </message>
        <message>
            <source>From currency</source>
            <translation>Из валюты</translation>
        </message>
        <message>
            <source>To currency</source>
            <translation>В валюту</translation>
        </message>
        <message>
            <source>Rate of the day</source>
            <translation>Курс на дату</translation>
        </message>
        <message>
            <source>The other way round</source>
            <translation>Наоборот</translation>
        </message>
        <message>
            <source>Type an amount, for example {amount}</source>
            <translation>Введите сумму, например {amount}</translation>
        </message>
        <message>
            <source>There are no rates yet: they come from the bank with the synchronisation</source>
            <translation>Курсов пока нет: они приходят из банка при обмене</translation>
        </message>
        <message>
            <source>Rounded once, at the end: half a kopeck or cent up.</source>
            <translation>Округление один раз, в конце: половина копейки (цента) — в большую сторону.</translation>
        </message>
        <message>
            <source>Rounded once, at the end, down, as the bank does it. The bank fixes the rate when it carries the order out.</source>
            <translation>Округление один раз, в конце, в меньшую сторону — так же, как в банке. Курс фиксируется при исполнении распоряжения.</translation>
        </message>
        <message>
            <source>No rate of {currency} was told for {day}: the last one before it, of {used}, is taken.</source>
            <translation>На {day} курса {currency} нет: взят последний предыдущий, на {used}.</translation>
        </message>
        <message>
            <source>Official rate of {day}: {units} {currency} = {price} RUB</source>
            <translation>Официальный курс на {day}: {units} {currency} = {price} RUB</translation>
        </message>
        <message>
            <source>The bank buys, rate of {day}: {units} {currency} = {price} RUB</source>
            <translation>Банк покупает, курс на {day}: {units} {currency} = {price} RUB</translation>
        </message>
        <message>
            <source>The bank sells, rate of {day}: {units} {currency} = {price} RUB</source>
            <translation>Банк продаёт, курс на {day}: {units} {currency} = {price} RUB</translation>
        </message>
        <message>
            <source>Substitute</source>
            <translation>Замещающий</translation>
        </message>
        <message>
            <source>In place of</source>
            <translation>Вместо кого</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Сейчас</translation>
        </message>
        <message>
            <source>All other documents</source>
            <translation>Остальные документы</translation>
        </message>
        <message>
            <source>may not sign it alone</source>
            <translation>не подписывает один</translation>
        </message>
        <message>
            <source>Allowed</source>
            <translation>Разрешено</translation>
        </message>
        <message>
            <source>Forbidden</source>
            <translation>Запрещено</translation>
        </message>
        <message>
            <source>in force</source>
            <translation>действует</translation>
        </message>
        <message>
            <source>over</source>
            <translation>закончилось</translation>
        </message>
        <message>
            <source>later</source>
            <translation>позже</translation>
        </message>
        <message>
            <source>Period before</source>
            <translation>Предыдущий период</translation>
        </message>
        <message>
            <source>Next period</source>
            <translation>Следующий период</translation>
        </message>
        <message>
            <source>Opening balance</source>
            <translation>Входящий остаток</translation>
        </message>
        <message>
            <source>Credits</source>
            <translation>Поступило</translation>
        </message>
        <message>
            <source>Debits</source>
            <translation>Списано</translation>
        </message>
        <message>
            <source>Only days with operations</source>
            <translation>Только дни с операциями</translation>
        </message>
        <message>
            <source>A day is final once the bank has signed its closing statement; until then the bank may still post on it.</source>
            <translation>День становится окончательным, когда банк подписал выписку за него; до этого банк ещё может проводить по нему операции.</translation>
        </message>
        <message>
            <source>Account {account}, {currency}</source>
            <translation>Счёт {account}, {currency}</translation>
        </message>
        <message>
            <source>Turnover by day, {period}</source>
            <translation>Обороты по дням, {period}</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) differ from what the bank signed: show what</source>
            <translation>
                <numerusform>%n день расходится с подписанным банком: показать, в чём</numerusform>
                <numerusform>%n дня расходятся с подписанным банком: показать, в чём</numerusform>
                <numerusform>%n дней расходятся с подписанным банком: показать, в чём</numerusform>
            </translation>
        </message>
        <message>
            <source>Closing balance</source>
            <translation>Исходящий остаток</translation>
        </message>
        <message>
            <source>Final days</source>
            <translation>Окончательных дней</translation>
        </message>
        <message>
            <source>{count} of {total}</source>
            <translation>{count} из {total}</translation>
        </message>
        <message>
            <source>Differs from what the bank signed</source>
            <translation>Расходится с подписанным банком</translation>
        </message>
        <message>
            <source>Final, signed by the bank</source>
            <translation>Окончательный, подписан банком</translation>
        </message>
        <message>
            <source>Preliminary</source>
            <translation>Предварительный</translation>
        </message>
        <message>
            <source>Incoming and outgoing</source>
            <translation>Поступления и списания</translation>
        </message>
        <message>
            <source>Incoming</source>
            <translation>Поступления</translation>
        </message>
        <message>
            <source>Outgoing</source>
            <translation>Списания</translation>
        </message>
        <message>
            <source>Categories of operations</source>
            <translation>Категории операций</translation>
        </message>
        <message>
            <source>New category</source>
            <translation>Новая категория</translation>
        </message>
        <message>
            <source>Close without saving?</source>
            <translation>Закрыть без сохранения?</translation>
        </message>
        <message>
            <source>The rules were changed and not saved.</source>
            <translation>Правила изменены и не сохранены.</translation>
        </message>
        <message>
            <source>Do not save</source>
            <translation>Не сохранять</translation>
        </message>
        <message>
            <source>The categories are kept</source>
            <translation>Категории сохранены</translation>
        </message>
        <message>
            <source>Rules are tried from above; the first that fits counts. All that is filled in must fit, of the words one.</source>
            <translation>Правила проверяются сверху вниз, действует первое подходящее. Подойти должно всё, что заполнено; из слов — хотя бы одно.</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Категория</translation>
        </message>
        <message>
            <source>Words of the purpose, one in a line</source>
            <translation>Слова из назначения, по одному в строке</translation>
        </message>
        <message>
            <source>INN of the counterparty</source>
            <translation>ИНН контрагента</translation>
        </message>
        <message>
            <source>Earlier</source>
            <translation>Раньше</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Слова</translation>
        </message>
        <message>
            <source>Search in the statement</source>
            <translation>Поиск в выписке</translation>
        </message>
        <message>
            <source>No accounts yet: they come from the bank with the first synchronisation (F9).</source>
            <translation>Счетов пока нет: они придут из банка при первом обмене (F9).</translation>
        </message>
        <message>
            <source>Statements</source>
            <translation>Выписки</translation>
        </message>
        <message>
            <source>Banks (BIC)</source>
            <translation>Банки (БИК)</translation>
        </message>
        <message>
            <source>Offices of the bank</source>
            <translation>Офисы банка</translation>
        </message>
        <message>
            <source>Payees of budget payments</source>
            <translation>Получатели платежей в бюджет</translation>
        </message>
        <message>
            <source>Calendar</source>
            <translation>Календарь</translation>
        </message>
        <message>
            <source>Kinds of cards</source>
            <translation>Виды карт</translation>
        </message>
        <message>
            <source>Cash symbols</source>
            <translation>Кассовые символы</translation>
        </message>
        <message>
            <source>Contracts</source>
            <translation>Договоры</translation>
        </message>
        <message>
            <source>Countries</source>
            <translation>Страны</translation>
        </message>
        <message>
            <source>Currencies</source>
            <translation>Валюты</translation>
        </message>
        <message>
            <source>Fees of currency operations</source>
            <translation>Тарифы по валютным операциям</translation>
        </message>
        <message>
            <source>When payments leave</source>
            <translation>Время исполнения платежей</translation>
        </message>
        <message>
            <source>Kinds of deposits</source>
            <translation>Виды депозитов</translation>
        </message>
        <message>
            <source>Documents of the payer (box 108)</source>
            <translation>Документы плательщика (поле 108)</translation>
        </message>
        <message>
            <source>Employees</source>
            <translation>Сотрудники</translation>
        </message>
        <message>
            <source>Grounds of tax payments (box 106)</source>
            <translation>Основания платежа (поле 106)</translation>
        </message>
        <message>
            <source>Kinds of guarantees</source>
            <translation>Виды гарантий</translation>
        </message>
        <message>
            <source>Holidays</source>
            <translation>Праздничные дни</translation>
        </message>
        <message>
            <source>Codes of income</source>
            <translation>Коды вида дохода</translation>
        </message>
        <message>
            <source>Budget classification (KBK)</source>
            <translation>КБК</translation>
        </message>
        <message>
            <source>Kinds of letters</source>
            <translation>Виды писем</translation>
        </message>
        <message>
            <source>Frequent questions to the bank</source>
            <translation>Частые вопросы банку</translation>
        </message>
        <message>
            <source>Kinds of loans</source>
            <translation>Виды кредитов</translation>
        </message>
        <message>
            <source>Former payers of the tax on professional income</source>
            <translation>Утратившие статус плательщика НПД</translation>
        </message>
        <message>
            <source>Territories (OKTMO)</source>
            <translation>ОКТМО</translation>
        </message>
        <message>
            <source>Fees of payments in roubles</source>
            <translation>Тарифы по платежам в рублях</translation>
        </message>
        <message>
            <source>Priorities of payment</source>
            <translation>Очерёдность платежа</translation>
        </message>
        <message>
            <source>Purposes of payment</source>
            <translation>Назначения платежа</translation>
        </message>
        <message>
            <source>Rates of currencies</source>
            <translation>Курсы валют</translation>
        </message>
        <message>
            <source>Statuses of payers (box 101)</source>
            <translation>Статусы плательщика (поле 101)</translation>
        </message>
        <message>
            <source>Countries without transfers</source>
            <translation>Страны, куда переводы не исполняются</translation>
        </message>
        <message>
            <source>Kinds of supporting documents</source>
            <translation>Виды подтверждающих документов</translation>
        </message>
        <message>
            <source>Codes of currency operations</source>
            <translation>Коды видов валютных операций</translation>
        </message>
        <message>
            <source>All operations</source>
            <translation>Все операции</translation>
        </message>
        <message>
            <source>Which operations are shown</source>
            <translation>Какие операции показаны</translation>
        </message>
        <message>
            <source>Nothing is found</source>
            <translation>Ничего не найдено</translation>
        </message>
        <message>
            <source>No operations in this period</source>
            <translation>За этот период операций нет</translation>
        </message>
        <message>
            <source>Views of the statement</source>
            <translation>Виды выписки</translation>
        </message>
        <message>
            <source>Ask the bank for new operations ({key})</source>
            <translation>Запросить у банка новые операции ({key})</translation>
        </message>
        <message>
            <source>Files taken in</source>
            <translation>Принятые файлы</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Выгрузить</translation>
        </message>
        <message>
            <source>Name of the account…</source>
            <translation>Название счёта…</translation>
        </message>
        <message>
            <source>Chart</source>
            <translation>График</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>Операции</translation>
        </message>
        <message>
            <source>Adds up</source>
            <translation>Сходится</translation>
        </message>
        <message>
            <source>Every operation leaves the balance that follows from the one before</source>
            <translation>Остаток после каждой операции следует из предыдущего</translation>
        </message>
        <message>
            <source>Does not add up</source>
            <translation>Не сходится</translation>
        </message>
        <message numerus="yes">
            <source>… and on %n more day(s)</source>
            <translation>
                <numerusform>… и ещё за %n день</numerusform>
                <numerusform>… и ещё за %n дня</numerusform>
                <numerusform>… и ещё за %n дней</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Balances part on %n day(s): the check names them.</source>
            <translation>
                <numerusform>Остатки не сходятся, дней: %n. Где именно, покажет проверка.</numerusform>
                <numerusform>Остатки не сходятся, дней: %n. Где именно, покажет проверка.</numerusform>
                <numerusform>Остатки не сходятся, дней: %n. Где именно, покажет проверка.</numerusform>
            </translation>
        </message>
        <message>
            <source>Synchronise with the bank (F9); if it stays so, write the bank a letter.</source>
            <translation>Выполните обмен с банком (F9); если не поможет, напишите письмо в банк.</translation>
        </message>
        <message>
            <source>{day}: after operation No. {number} the bank's balance is {told}, but {follows} follows from the one before: {difference} is missing or changed.</source>
            <translation>{day}: после операции № {number} остаток по данным банка {told}, а из предыдущего следует {follows}: не хватает или изменено {difference}.</translation>
        </message>
        <message>
            <source>Not synchronised yet</source>
            <translation>Обмена ещё не было</translation>
        </message>
        <message>
            <source>Show what the last synchronisation brought</source>
            <translation>Показать итоги последнего обмена</translation>
        </message>
        <message>
            <source>Progress of synchronisation</source>
            <translation>Ход обмена с банком</translation>
        </message>
        <message>
            <source>In step with the bank at {time}</source>
            <translation>Обмен выполнен в {time}</translation>
        </message>
        <message>
            <source>No link to the bank</source>
            <translation>Нет связи с банком</translation>
        </message>
        <message>
            <source>No link to the bank; last reached {time}</source>
            <translation>Нет связи с банком; последняя была {time}</translation>
        </message>
        <message>
            <source>The last synchronisation did not finish</source>
            <translation>Последний обмен не завершён</translation>
        </message>
        <message numerus="yes">
            <source>%n without a receipt</source>
            <translation>
                <numerusform>%n без квитанции</numerusform>
                <numerusform>%n без квитанции</numerusform>
                <numerusform>%n без квитанции</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new notification(s)</source>
            <translation>
                <numerusform>%n новое уведомление</numerusform>
                <numerusform>%n новых уведомления</numerusform>
                <numerusform>%n новых уведомлений</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopping at the next safe point…</source>
            <translation>Остановка на ближайшем безопасном шаге…</translation>
        </message>
        <message>
            <source>Moving files…</source>
            <translation>Передача файлов…</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>Закрыть сообщение</translation>
        </message>
        <message>
            <source>Calendar (F4)</source>
            <translation>Календарь (F4)</translation>
        </message>
        <message>
            <source>Connect a bank</source>
            <translation>Подключение банка</translation>
        </message>
        <message>
            <source>Stop connecting the bank?</source>
            <translation>Прервать подключение банка?</translation>
        </message>
        <message>
            <source>What you have typed is forgotten. The activation code stays good.</source>
            <translation>Введённое не сохранится. Код активации останется действительным.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>this step</source>
            <translation>текущий шаг</translation>
        </message>
        <message>
            <source>Each document gets its own number and day. In texts, {month}, {year}, {date} and {last_month} are replaced by those of its day.</source>
            <translation>Каждый документ получит свой номер и дату. В текстах {month}, {year}, {date} и {last_month} заменяются на месяц, год, дату и прошлый месяц.</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Продолжить</translation>
        </message>
        <message>
            <source>This did not work</source>
            <translation>Не получилось</translation>
        </message>
        <message>
            <source>Unexpected error in the program</source>
            <translation>Непредвиденная ошибка в программе</translation>
        </message>
        <message>
            <source>The action was not finished. What was saved before is safe. Please send the text below to the support.</source>
            <translation>Действие не завершено. Сохранённое ранее не пострадало. Отправьте текст ниже в службу поддержки.</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Отчёт</translation>
        </message>
        <message>
            <source>Folder:</source>
            <translation>Папка:</translation>
        </message>
        <message>
            <source>File type:</source>
            <translation>Тип файлов:</translation>
        </message>
        <message>
            <source>All time</source>
            <translation>За всё время</translation>
        </message>
        <message>
            <source>Own period…</source>
            <translation>Свой период…</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Поиск</translation>
        </message>
        <message>
            <source>Amount from</source>
            <translation>Сумма от</translation>
        </message>
        <message>
            <source>to</source>
            <translation>до</translation>
        </message>
        <message>
            <source>All accounts in {currency}</source>
            <translation>Все счета в {currency}</translation>
        </message>
        <message>
            <source>All accounts</source>
            <translation>Все счета</translation>
        </message>
        <message numerus="yes">
            <source>Filters hide %n row(s)</source>
            <translation>
                <numerusform>Фильтр скрыл %n строку</numerusform>
                <numerusform>Фильтр скрыл %n строки</numerusform>
                <numerusform>Фильтр скрыл %n строк</numerusform>
            </translation>
        </message>
        <message>
            <source>Filters are on</source>
            <translation>Фильтр включён</translation>
        </message>
        <message>
            <source>Once</source>
            <translation>Один раз</translation>
        </message>
        <message>
            <source>Every week</source>
            <translation>Каждую неделю</translation>
        </message>
        <message>
            <source>Expected income</source>
            <translation>Ожидаемые поступления</translation>
        </message>
        <message>
            <source>Nothing is expected yet. The past months may suggest something.</source>
            <translation>Пока ничего не ожидается. Подсказать могут прошлые месяцы.</translation>
        </message>
        <message>
            <source>{name} is expected no longer</source>
            <translation>{name}: больше не ожидается</translation>
        </message>
        <message numerus="yes">
            <source>%n expectation(s) added from the past months</source>
            <translation>
                <numerusform>По прошлым месяцам добавлено %n ожидание</numerusform>
                <numerusform>По прошлым месяцам добавлено %n ожидания</numerusform>
                <numerusform>По прошлым месяцам добавлено %n ожиданий</numerusform>
            </translation>
        </message>
        <message>
            <source>The past months suggest nothing new</source>
            <translation>Прошлые месяцы ничего нового не подсказывают</translation>
        </message>
        <message>
            <source>This is not an amount</source>
            <translation>Это не сумма</translation>
        </message>
        <message>
            <source>From whom</source>
            <translation>От кого</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>День</translation>
        </message>
        <message>
            <source>Repeat</source>
            <translation>Повтор</translation>
        </message>
        <message>
            <source>What you expect is counted in the forecast until it has come.</source>
            <translation>Ожидаемое учитывается в прогнозе, пока не поступит.</translation>
        </message>
        <message>
            <source>New one</source>
            <translation>Новое</translation>
        </message>
        <message>
            <source>Suggest from the past months</source>
            <translation>Подсказать по прошлым месяцам</translation>
        </message>
        <message>
            <source>{name}, box {number}</source>
            <translation>{name}, поле {number}</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>Пароль</translation>
        </message>
        <message>
            <source>Caps Lock is on</source>
            <translation>Включён Caps Lock</translation>
        </message>
        <message>
            <source>Show the passphrase while this is pressed</source>
            <translation>Показать пароль, пока нажата кнопка</translation>
        </message>
        <message>
            <source>Correct</source>
            <translation>Исправить</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Очистить</translation>
        </message>
        <message>
            <source>Put {value}</source>
            <translation>Подставить {value}</translation>
        </message>
        <message>
            <source>Next ({key})</source>
            <translation>Далее ({key})</translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) to fill in</source>
            <translation>
                <numerusform>заполните %n поле</numerusform>
                <numerusform>заполните %n поля</numerusform>
                <numerusform>заполните %n полей</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n ошибка</numerusform>
                <numerusform>%n ошибки</numerusform>
                <numerusform>%n ошибок</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n предупреждение</numerusform>
                <numerusform>%n предупреждения</numerusform>
                <numerusform>%n предупреждений</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hint(s)</source>
            <translation>
                <numerusform>%n подсказка</numerusform>
                <numerusform>%n подсказки</numerusform>
                <numerusform>%n подсказок</numerusform>
            </translation>
        </message>
        <message>
            <source>No remarks</source>
            <translation>Замечаний нет</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) accepted by the bank</source>
            <translation>
                <numerusform>%n документ принят банком</numerusform>
                <numerusform>%n документа принято банком</numerusform>
                <numerusform>%n документов принято банком</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new status(es)</source>
            <translation>
                <numerusform>%n новый статус</numerusform>
                <numerusform>%n новых статуса</numerusform>
                <numerusform>%n новых статусов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ledger entry(ies)</source>
            <translation>
                <numerusform>%n операция</numerusform>
                <numerusform>%n операции</numerusform>
                <numerusform>%n операций</numerusform>
            </translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>Переписка</translation>
        </message>
        <message>
            <source>(no subject)</source>
            <translation>(без темы)</translation>
        </message>
        <message>
            <source>mark {mark}</source>
            <translation>оценка {mark}</translation>
        </message>
        <message>
            <source>answer awaited</source>
            <translation>ждём ответа</translation>
        </message>
        <message>
            <source>answer is late</source>
            <translation>ответ задерживается</translation>
        </message>
        <message>
            <source>answer by {time}</source>
            <translation>ответ до {time}</translation>
        </message>
        <message>
            <source>Not helped at all</source>
            <translation>Совсем не помог</translation>
        </message>
        <message>
            <source>Hardly helped</source>
            <translation>Почти не помог</translation>
        </message>
        <message>
            <source>Helped in part</source>
            <translation>Помог отчасти</translation>
        </message>
        <message>
            <source>Helped</source>
            <translation>Помог</translation>
        </message>
        <message>
            <source>Helped fully</source>
            <translation>Полностью помог</translation>
        </message>
        <message>
            <source>Received by the bank</source>
            <translation>Принято банком</translation>
        </message>
        <message>
            <source>Opened at the bank</source>
            <translation>Открыто в банке</translation>
        </message>
        <message>
            <source>Taken up at the bank</source>
            <translation>В работе у банка</translation>
        </message>
        <message>
            <source>Back in the queue of the bank</source>
            <translation>Возвращено в очередь банка</translation>
        </message>
        <message>
            <source>Closed by the bank</source>
            <translation>Закрыто банком</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>Черновик</translation>
        </message>
        <message>
            <source>On its way, no receipt yet</source>
            <translation>Отправляется, подтверждения банка ещё нет</translation>
        </message>
        <message>
            <source>The bank's answer is awaited</source>
            <translation>Ожидается ответ банка</translation>
        </message>
        <message>
            <source>The bank's answer is late: it was due by {time}</source>
            <translation>Банк опаздывает с ответом: срок был {time}</translation>
        </message>
        <message numerus="yes">
            <source>The bank answers by {time}, in %n minute(s)</source>
            <translation>
                <numerusform>Банк ответит до {time}, через %n минуту</numerusform>
                <numerusform>Банк ответит до {time}, через %n минуты</numerusform>
                <numerusform>Банк ответит до {time}, через %n минут</numerusform>
            </translation>
        </message>
        <message>
            <source>The bank answers by {time}</source>
            <translation>Банк ответит до {time}</translation>
        </message>
        <message numerus="yes">
            <source>%n letter(s)</source>
            <translation>
                <numerusform>%n письмо</numerusform>
                <numerusform>%n письма</numerusform>
                <numerusform>%n писем</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unread</source>
            <translation>
                <numerusform>%n непрочитанное</numerusform>
                <numerusform>%n непрочитанных</numerusform>
                <numerusform>%n непрочитанных</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing new</source>
            <translation>Ничего нового</translation>
        </message>
        <message>
            <source>Synchronisation</source>
            <translation>Обмен с банком</translation>
        </message>
        <message>
            <source>Stopped by you</source>
            <translation>Остановлено вами</translation>
        </message>
        <message>
            <source>Synchronisation is finished</source>
            <translation>Обмен с банком завершён</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Отправлено</translation>
        </message>
        <message>
            <source>Accepted by the bank</source>
            <comment>count</comment>
            <translation>Принято банком</translation>
        </message>
        <message>
            <source>Accepted by the bank</source>
            <translation>Принят банком</translation>
        </message>
        <message>
            <source>New statuses</source>
            <translation>Новые статусы</translation>
        </message>
        <message>
            <source>Ledger entries</source>
            <translation>Операции по счетам</translation>
        </message>
        <message>
            <source>Letters</source>
            <translation>Письма</translation>
        </message>
        <message numerus="yes">
            <source>%n problem(s)</source>
            <translation>
                <numerusform>%n ошибка</numerusform>
                <numerusform>%n ошибки</numerusform>
                <numerusform>%n ошибок</numerusform>
            </translation>
        </message>
        <message>
            <source>Columns as at first</source>
            <translation>Столбцы по умолчанию</translation>
        </message>
        <message>
            <source>Nothing here yet</source>
            <translation>Здесь пока пусто</translation>
        </message>
        <message>
            <source>Invalid</source>
            <translation>Ошибка контроля</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Создан</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>Импортирован</translation>
        </message>
        <message>
            <source>Sent, no receipt yet</source>
            <translation>Неизвестно</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Доставлен</translation>
        </message>
        <message>
            <source>Signature refused</source>
            <translation>ЭП не верна</translation>
        </message>
        <message>
            <source>Details refused</source>
            <translation>Ошибка реквизитов</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Принят</translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation>Приостановлен</translation>
        </message>
        <message>
            <source>Exported to ABS</source>
            <translation>Выгружен</translation>
        </message>
        <message>
            <source>Accepted by ABS</source>
            <translation>Принят АБС</translation>
        </message>
        <message>
            <source>Waiting for funds</source>
            <translation>Картотека № 2</translation>
        </message>
        <message>
            <source>Partly executed</source>
            <translation>Частично исполнен</translation>
        </message>
        <message>
            <source>Rejected by the bank</source>
            <translation>Отвергнут банком</translation>
        </message>
        <message>
            <source>Refused by ABS</source>
            <translation>Отказан АБС</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Получен</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Прочитан</translation>
        </message>
        <message>
            <source>Processed</source>
            <translation>Обработан</translation>
        </message>
        <message>
            <source>Saved with errors</source>
            <translation>Сохранён с ошибками</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>Сохранён</translation>
        </message>
        <message>
            <source>Imported from a file</source>
            <translation>Импортирован из файла</translation>
        </message>
        <message>
            <source>Restored</source>
            <translation>Восстановлен</translation>
        </message>
        <message>
            <source>Signed, more signatures are needed</source>
            <translation>Подписан, нужны ещё подписи</translation>
        </message>
        <message>
            <source>Signed, the set is complete</source>
            <translation>Подписан, все подписи собраны</translation>
        </message>
        <message>
            <source>A signature was taken off</source>
            <translation>Подпись снята</translation>
        </message>
        <message>
            <source>The last signature was taken off</source>
            <translation>Последняя подпись снята</translation>
        </message>
        <message>
            <source>Signatures became void: a key has ended</source>
            <translation>Подписи сняты: действие ключа прекращено</translation>
        </message>
        <message>
            <source>Put into the queue for the bank</source>
            <translation>Поставлен в очередь к отправке</translation>
        </message>
        <message>
            <source>Taken out of the queue</source>
            <translation>Убран из очереди</translation>
        </message>
        <message>
            <source>Sent to the bank</source>
            <translation>Отправлен в банк</translation>
        </message>
        <message>
            <source>Delivered to the bank</source>
            <translation>Доставлен в банк</translation>
        </message>
        <message>
            <source>The bank found the signature wrong</source>
            <translation>Банк признал подпись неверной</translation>
        </message>
        <message>
            <source>The bank found the details wrong</source>
            <translation>Банк нашёл ошибку в реквизитах</translation>
        </message>
        <message>
            <source>Suspended by the bank</source>
            <translation>Приостановлен банком</translation>
        </message>
        <message>
            <source>Exported to the banking system (ABS)</source>
            <translation>Выгружен в АБС банка</translation>
        </message>
        <message>
            <source>Accepted by the banking system (ABS)</source>
            <translation>Принят АБС банка</translation>
        </message>
        <message>
            <source>Waiting for funds (card index 2)</source>
            <translation>Ожидает средств (картотека № 2)</translation>
        </message>
        <message>
            <source>Refused by the banking system (ABS)</source>
            <translation>Отказан АБС банка</translation>
        </message>
        <message>
            <source>Recalled at the client's request</source>
            <translation>Отозван по запросу клиента</translation>
        </message>
        <message>
            <source>Given to colleagues for signing</source>
            <translation>Передан коллегам на подпись</translation>
        </message>
        <message>
            <source>Came from a colleague for signing</source>
            <translation>Поступил от коллеги на подпись</translation>
        </message>
        <message>
            <source>Signed by a colleague, more signatures are needed</source>
            <translation>Подписан коллегой, нужны ещё подписи</translation>
        </message>
        <message>
            <source>Signed by a colleague, the set is complete</source>
            <translation>Подписан коллегой, подписи собраны</translation>
        </message>
        <message>
            <source>Came back from signing</source>
            <translation>Возвращён с подписи</translation>
        </message>
        <message>
            <source>Is no longer for signing</source>
            <translation>Снят с подписи</translation>
        </message>
        <message>
            <source>Received from the bank</source>
            <translation>Получен из банка</translation>
        </message>
        <message>
            <source>Opened and read</source>
            <translation>Открыт и прочитан</translation>
        </message>
        <message>
            <source>Answered</source>
            <translation>Дан ответ</translation>
        </message>
        <message>
            <source>New letter</source>
            <translation>Новое письмо</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Ответить</translation>
        </message>
        <message>
            <source>Answer</source>
            <comment>heading of a letter</comment>
            <translation>Ответ</translation>
        </message>
        <message>
            <source>Draft of a letter</source>
            <translation>Черновик письма</translation>
        </message>
        <message>
            <source>Attach files</source>
            <translation>Вложить файлы</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Все файлы (*)</translation>
        </message>
        <message>
            <source>Nothing is written yet. Fill in “Subject” and “Text of the letter”.</source>
            <translation>Письмо пустое. Заполните поля «Тема» и «Текст письма».</translation>
        </message>
        <message>
            <source>The bank asks for a telephone to call about this. Add it, or press once more to send without.</source>
            <translation>По таким письмам банк просит телефон для связи. Укажите его или нажмите ещё раз, чтобы отправить без него.</translation>
        </message>
        <message>
            <source>The letter is kept as a draft.</source>
            <translation>Письмо сохранено как черновик.</translation>
        </message>
        <message>
            <source>The letter is discarded.</source>
            <translation>Письмо удалено.</translation>
        </message>
        <message>
            <source>The draft is saved.</source>
            <translation>Черновик сохранён.</translation>
        </message>
        <message>
            <source>{length} of {limit} characters</source>
            <translation>{length} из {limit} знаков</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Тема</translation>
        </message>
        <message>
            <source>About a document…</source>
            <translation>О документе…</translation>
        </message>
        <message>
            <source>Kind of letter…</source>
            <translation>Тип письма…</translation>
        </message>
        <message>
            <source>Contact telephone</source>
            <translation>Телефон для связи</translation>
        </message>
        <message>
            <source>Where the bank may call about this letter. It is kept for the next letters.</source>
            <translation>Куда банк может позвонить по этому письму. Запоминается для следующих писем.</translation>
        </message>
        <message>
            <source>Text of the letter</source>
            <translation>Текст письма</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Удалить</translation>
        </message>
        <message>
            <source>Sign and send</source>
            <translation>Подписать и отправить</translation>
        </message>
        <message>
            <source>Attach…</source>
            <translation>Вложить…</translation>
        </message>
        <message>
            <source>Save draft</source>
            <translation>В черновики</translation>
        </message>
        <message>
            <source>Files can also be dropped here</source>
            <translation>Файлы можно перетащить сюда</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>Закрыть (Esc)</translation>
        </message>
        <message>
            <source>All fields of the operation</source>
            <translation>Все поля операции</translation>
        </message>
        <message>
            <source>Payer</source>
            <translation>Плательщик</translation>
        </message>
        <message>
            <source>Correspondent account</source>
            <translation>Корр. счёт</translation>
        </message>
        <message>
            <source>Show in the statement</source>
            <translation>Показать в выписке</translation>
        </message>
        <message>
            <source>Value date</source>
            <translation>Дата валютирования</translation>
        </message>
        <message>
            <source>Posted (Moscow time)</source>
            <translation>Проведено (МСК)</translation>
        </message>
        <message>
            <source>Balance after the operation</source>
            <translation>Остаток после операции</translation>
        </message>
        <message>
            <source>Id of the ledger entry</source>
            <translation>Идентификатор операции</translation>
        </message>
        <message>
            <source>New payee</source>
            <translation>Новый получатель</translation>
        </message>
        <message>
            <source>Operation type</source>
            <translation>Вид операции</translation>
        </message>
        <message>
            <source>Document number</source>
            <translation>№ документа</translation>
        </message>
        <message>
            <source>1C exchange file (kl_to_1c.txt)</source>
            <translation>Файл обмена 1С (kl_to_1c.txt)</translation>
        </message>
        <message>
            <source>Table (CSV)</source>
            <translation>Таблица (CSV)</translation>
        </message>
        <message>
            <source>CSV table (*.csv)</source>
            <translation>Таблица CSV (*.csv)</translation>
        </message>
        <message>
            <source>Paper (PDF)</source>
            <translation>Печатная форма (PDF)</translation>
        </message>
        <message>
            <source>Write the table to a file</source>
            <translation>Запись таблицы в файл</translation>
        </message>
        <message>
            <source>The table is in the file {name}</source>
            <translation>Таблица записана в файл {name}</translation>
        </message>
        <message>
            <source>BSClient, made {time} (Moscow time)</source>
            <translation>BSClient, сформировано {time} (МСК)</translation>
        </message>
        <message>
            <source>Spreadsheet (XLSX)</source>
            <translation>Книга Excel (XLSX)</translation>
        </message>
        <message>
            <source>Excel workbook (*.xlsx)</source>
            <translation>Книга Excel (*.xlsx)</translation>
        </message>
        <message>
            <source>Printed statement (PDF)</source>
            <translation>Печатная выписка (PDF)</translation>
        </message>
        <message>
            <source>Export the statement</source>
            <translation>Выгрузка выписки</translation>
        </message>
        <message>
            <source>What the format cannot hold</source>
            <translation>Что не сохранит формат</translation>
        </message>
        <message>
            <source>{format} cannot hold everything</source>
            <translation>{format}: сохранится не всё</translation>
        </message>
        <message>
            <source>The statement here stays whole. BSClient JSON and XLSX keep the most of it.</source>
            <translation>Выписка здесь останется полной. Больше всего данных сохраняют BSClient JSON и XLSX.</translation>
        </message>
        <message>
            <source>Do not ask again while the format loses the same</source>
            <translation>Не спрашивать, пока формат теряет то же самое</translation>
        </message>
        <message>
            <source>Write all the same</source>
            <translation>Всё равно записать</translation>
        </message>
        <message>
            <source>The statement is in the file {name}</source>
            <translation>Выписка сохранена в файл {name}</translation>
        </message>
        <message>
            <source>credit organisation</source>
            <translation>кредитная организация</translation>
        </message>
        <message>
            <source>branch of a credit organisation</source>
            <translation>филиал кредитной организации</translation>
        </message>
        <message>
            <source>field office of the Bank of Russia</source>
            <translation>полевое учреждение Банка России</translation>
        </message>
        <message>
            <source>body of the Federal Treasury</source>
            <translation>орган Федерального казначейства</translation>
        </message>
        <message>
            <source>liquidator of a credit organisation</source>
            <translation>ликвидатор кредитной организации</translation>
        </message>
        <message>
            <source>client of the Bank of Russia, not a participant</source>
            <translation>клиент Банка России, не участник</translation>
        </message>
        <message>
            <source>correspondent account</source>
            <translation>корреспондентский счёт</translation>
        </message>
        <message>
            <source>bank account</source>
            <translation>банковский счёт</translation>
        </message>
        <message>
            <source>single treasury account</source>
            <translation>единый казначейский счёт</translation>
        </message>
        <message>
            <source>treasury account</source>
            <translation>казначейский счёт</translation>
        </message>
        <message>
            <source>clearing account</source>
            <translation>клиринговый счёт</translation>
        </message>
        <message>
            <source>digital rouble account</source>
            <translation>счёт цифрового рубля</translation>
        </message>
        <message>
            <source>the licence is withdrawn</source>
            <translation>отозвана лицензия</translation>
        </message>
        <message>
            <source>the account is being closed</source>
            <translation>счёт закрывается</translation>
        </message>
        <message>
            <source>limit {code}</source>
            <translation>ограничение {code}</translation>
        </message>
        <message>
            <source>Payments are possible</source>
            <translation>Платежи возможны</translation>
        </message>
        <message>
            <source>Not in force: payments are not possible</source>
            <translation>Не действует: платежи невозможны</translation>
        </message>
        <message>
            <source>Restricted: payments are not possible</source>
            <translation>Есть ограничения: платежи невозможны</translation>
        </message>
        <message>
            <source>Has no account that a payment order can name</source>
            <translation>Нет счёта для платёжного поручения</translation>
        </message>
        <message>
            <source>We</source>
            <translation>Мы</translation>
        </message>
        <message>
            <source>How much of {name} has gone or come</source>
            <translation>Сколько передано из файла {name}</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Сохранить как…</translation>
        </message>
        <message>
            <source>Save {name} as…</source>
            <translation>Сохранить {name} как…</translation>
        </message>
        <message>
            <source>Fetch from the bank</source>
            <translation>Загрузить из банка</translation>
        </message>
        <message>
            <source>Fetch {name} from the bank</source>
            <translation>Загрузить {name} из банка</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} из {total}</translation>
        </message>
        <message>
            <source>Automatic reply</source>
            <translation>Автоматический ответ</translation>
        </message>
        <message>
            <source>Answered without a person</source>
            <translation>Ответ без участия сотрудника</translation>
        </message>
        <message>
            <source>Continue writing</source>
            <translation>Продолжить письмо</translation>
        </message>
        <message>
            <source>Delete the draft</source>
            <translation>Удалить черновик</translation>
        </message>
        <message>
            <source>Quote</source>
            <translation>Цитировать</translation>
        </message>
        <message>
            <source>Draft, not complete</source>
            <translation>Черновик, не завершён</translation>
        </message>
        <message>
            <source>Answered by the bank</source>
            <translation>Банк ответил</translation>
        </message>
        <message>
            <source>Letters of the conversation</source>
            <translation>Письма переписки</translation>
        </message>
        <message>
            <source>Up to {count} files of {size} each</source>
            <translation>До {count} файлов, каждый до {size}</translation>
        </message>
        <message>
            <source>{size} in all</source>
            <translation>вместе до {size}</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s), {size}</source>
            <translation>
                <numerusform>%n файл, {size}</numerusform>
                <numerusform>%n файла, {size}</numerusform>
                <numerusform>%n файлов, {size}</numerusform>
            </translation>
        </message>
        <message>
            <source>Take the file away</source>
            <translation>Убрать файл</translation>
        </message>
        <message>
            <source>Take {name} away</source>
            <translation>Убрать {name}</translation>
        </message>
        <message>
            <source>trusted</source>
            <translation>доверенный</translation>
        </message>
        <message>
            <source>blocked</source>
            <translation>заблокирован</translation>
        </message>
        <message>
            <source>Name, INN, account or bank</source>
            <translation>Название, ИНН, счёт, банк</translation>
        </message>
        <message>
            <source>Open the card</source>
            <translation>Открыть карточку</translation>
        </message>
        <message>
            <source>Payments to this payee</source>
            <translation>Платежи получателю</translation>
        </message>
        <message>
            <source>Trust…</source>
            <translation>Доверять…</translation>
        </message>
        <message>
            <source>Block…</source>
            <translation>Заблокировать…</translation>
        </message>
        <message>
            <source>Take trust or block back…</source>
            <translation>Снять доверие или блокировку…</translation>
        </message>
        <message>
            <source>Delete the card of “{name}”?</source>
            <translation>Удалить карточку «{name}»?</translation>
        </message>
        <message>
            <source>Payments stay. The next payment to this payee counts as one to a new payee.</source>
            <translation>Платежи останутся. Следующий платёж будет считаться платежом новому получателю.</translation>
        </message>
        <message>
            <source>Payees are remembered from your payments; there are none yet.</source>
            <translation>Получатели запоминаются из ваших платежей; пока их нет.</translation>
        </message>
        <message numerus="yes">
            <source>The first %n are shown; search for the others.</source>
            <translation>
                <numerusform>Показана первая %n; остальные ищите поиском.</numerusform>
                <numerusform>Показаны первые %n; остальные ищите поиском.</numerusform>
                <numerusform>Показаны первые %n; остальные ищите поиском.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n payee(s)</source>
            <translation>
                <numerusform>%n получатель</numerusform>
                <numerusform>%n получателя</numerusform>
                <numerusform>%n получателей</numerusform>
            </translation>
        </message>
        <message>
            <source>The card of “{name}” is kept.</source>
            <translation>Карточка «{name}» сохранена.</translation>
        </message>
        <message>
            <source>The bank keeps this list too. A payee is known ten days after the first executed payment. Two persons can trust a payee, so that payments to it do not wait, or block it, so that none is made.</source>
            <translation>Такой же список ведёт банк. Получатель становится известным через десять дней после первого исполненного платежа. Два лица могут объявить его доверенным — тогда платежи не откладываются — или заблокировать — тогда платежи не исполняются.</translation>
        </message>
        <message>
            <source>Standing</source>
            <translation>Статус</translation>
        </message>
        <message>
            <source>Paid in all</source>
            <translation>Всего оплачено</translation>
        </message>
        <message>
            <source>Last purpose</source>
            <translation>Последнее назначение</translation>
        </message>
        <message>
            <source>All</source>
            <comment>tab</comment>
            <translation>Все</translation>
        </message>
        <message>
            <source>Unread</source>
            <comment>tab</comment>
            <translation>Непрочитанные</translation>
        </message>
        <message>
            <source>Read</source>
            <comment>tab</comment>
            <translation>Прочитанные</translation>
        </message>
        <message>
            <source>With errors</source>
            <comment>tab</comment>
            <translation>С ошибками</translation>
        </message>
        <message>
            <source>To sign</source>
            <comment>tab</comment>
            <translation>На подпись</translation>
        </message>
        <message>
            <source>Partly signed</source>
            <comment>tab</comment>
            <translation>Не все подписи</translation>
        </message>
        <message>
            <source>Signed</source>
            <comment>tab</comment>
            <translation>Подписанные</translation>
        </message>
        <message>
            <source>To be sent</source>
            <comment>tab</comment>
            <translation>К отправке</translation>
        </message>
        <message>
            <source>No receipt yet</source>
            <comment>tab</comment>
            <translation>Без квитанции</translation>
        </message>
        <message>
            <source>At the bank</source>
            <comment>tab</comment>
            <translation>В банке</translation>
        </message>
        <message>
            <source>Executed</source>
            <comment>tab</comment>
            <translation>Исполненные</translation>
        </message>
        <message>
            <source>Rejected</source>
            <comment>tab</comment>
            <translation>Отвергнутые</translation>
        </message>
        <message>
            <source>Recalled</source>
            <comment>tab</comment>
            <translation>Отозванные</translation>
        </message>
        <message>
            <source>Deleted</source>
            <comment>tab</comment>
            <translation>Удалённые</translation>
        </message>
        <message>
            <source>Already executed, too late to recall</source>
            <translation>Документ уже исполнен, отозвать нельзя</translation>
        </message>
        <message>
            <source>For your signature</source>
            <translation>Вам на подпись</translation>
        </message>
        <message>
            <source>With colleagues for signing</source>
            <translation>У коллег на подписи</translation>
        </message>
        <message>
            <source>Taken back from signing</source>
            <translation>Отозван с подписи</translation>
        </message>
        <message>
            <source>A colleague refused to sign</source>
            <translation>Коллега отказал в подписи</translation>
        </message>
        <message>
            <source>The bank does not know the certificate</source>
            <translation>Сертификат неизвестен банку</translation>
        </message>
        <message>
            <source>Over the day's limit of the account</source>
            <translation>Превышен дневной лимит по счёту</translation>
        </message>
        <message>
            <source>Unknown to the bank or already closed</source>
            <translation>Документ не найден или уже завершён</translation>
        </message>
        <message>
            <source>The payee's account is closed</source>
            <translation>Счёт получателя закрыт</translation>
        </message>
        <message>
            <source>The payee's bank has no such account</source>
            <translation>В банке получателя нет такого счёта</translation>
        </message>
        <message>
            <source>Your organisation has blocked this payee</source>
            <translation>Ваша организация заблокировала этого получателя</translation>
        </message>
        <message>
            <source>Put off by the bank: other details of the payee</source>
            <translation>Отложен банком: у получателя другие реквизиты</translation>
        </message>
        <message>
            <source>Put off by the bank: a new payee</source>
            <translation>Отложен банком: новый получатель</translation>
        </message>
        <message>
            <source>The bank does not pay to this account</source>
            <translation>Банк не проводит платежи на этот счёт</translation>
        </message>
        <message>
            <source>The payee's INN does not fit the account</source>
            <translation>ИНН не соответствует счёту получателя</translation>
        </message>
        <message>
            <source>Already closed, no recall is needed</source>
            <translation>Обработка завершена, отзыв не требуется</translation>
        </message>
        <message>
            <source>The recall request does not fit the document</source>
            <translation>Запрос на отзыв не соответствует документу</translation>
        </message>
        <message>
            <source>Suspended: a recall is requested</source>
            <translation>Приостановлен: получен запрос на отзыв</translation>
        </message>
        <message>
            <source>Recalled at your request</source>
            <translation>Отозван по вашему запросу</translation>
        </message>
        <message>
            <source>Signatures are missing</source>
            <translation>Не хватает подписей</translation>
        </message>
        <message>
            <source>Signed twice by one person</source>
            <translation>Дважды подписан одним лицом</translation>
        </message>
        <message>
            <source>Signed with a key of another client</source>
            <translation>Подписан ключом другого клиента</translation>
        </message>
        <message>
            <source>The signer may not sign</source>
            <translation>У подписавшего нет права подписи</translation>
        </message>
        <message>
            <source>The bank does not take such documents</source>
            <translation>Банк не принимает такие документы</translation>
        </message>
        <message>
            <source>Waits for money on the account</source>
            <translation>Ожидает средств на счёте</translation>
        </message>
        <message>
            <source>Put off by the bank</source>
            <translation>Отложен банком</translation>
        </message>
        <message>
            <source>From: {name}</source>
            <translation>От кого: {name}</translation>
        </message>
        <message>
            <source>Reason: {note}</source>
            <translation>Причина: {note}</translation>
        </message>
        <message>
            <source>The reason is in the history</source>
            <translation>Причина указана в истории</translation>
        </message>
        <message>
            <source>More tabs</source>
            <translation>Остальные вкладки</translation>
        </message>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n байт</numerusform>
                <numerusform>%n байта</numerusform>
                <numerusform>%n байт</numerusform>
            </translation>
        </message>
        <message>
            <source>Balance {amount}</source>
            <translation>Остаток {amount}</translation>
        </message>
        <message>
            <source>choose…</source>
            <translation>выберите…</translation>
        </message>
        <message>
            <source>Row {number}. {words}</source>
            <translation>Строка {number}. {words}</translation>
        </message>
        <message>
            <source>Rows: {count}</source>
            <translation>Строк: {count}</translation>
        </message>
        <message>
            <source>Add a row</source>
            <translation>Добавить строку</translation>
        </message>
        <message>
            <source>Insert a row above</source>
            <translation>Вставить строку выше</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>Повторить</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Убрать</translation>
        </message>
        <message>
            <source>Paste rows</source>
            <translation>Вставить строки</translation>
        </message>
        <message>
            <source>Currency control</source>
            <translation>Валютный контроль</translation>
        </message>
        <message>
            <source>Payroll</source>
            <translation>Зарплата</translation>
        </message>
        <message>
            <source>Deposits and loans</source>
            <translation>Депозиты и кредиты</translation>
        </message>
        <message>
            <source>Cash</source>
            <translation>Касса</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Запросы</translation>
        </message>
        <message>
            <source>Name of the account</source>
            <translation>Название счёта</translation>
        </message>
        <message>
            <source>Only you see this name. An empty one goes back to the name that the bank gave.</source>
            <translation>Это название видите только вы. Если оставить поле пустым, вернётся название, данное банком.</translation>
        </message>
        <message>
            <source>{name} (other bank)</source>
            <translation>{name} (другой банк)</translation>
        </message>
        <message>
            <source>{name}: closed on {day}</source>
            <translation>{name}: закрыт {day}</translation>
        </message>
        <message>
            <source>Choose… (F4)</source>
            <translation>Выберите… (F4)</translation>
        </message>
        <message>
            <source>Choose (F4)</source>
            <translation>Выбрать (F4)</translation>
        </message>
        <message>
            <source>Connected with</source>
            <translation>Связано с</translation>
        </message>
        <message>
            <source>Connect…</source>
            <translation>Связать…</translation>
        </message>
        <message>
            <source>Take the connection away</source>
            <translation>Убрать связь</translation>
        </message>
        <message>
            <source>Take the connection away: {name}</source>
            <translation>Убрать связь: {name}</translation>
        </message>
        <message>
            <source>Letter</source>
            <translation>Письмо</translation>
        </message>
        <message>
            <source>No. {number}</source>
            <translation>№ {number}</translation>
        </message>
        <message>
            <source>A note for colleagues; the bank does not get it</source>
            <translation>Заметка для коллег; в банк не уходит</translation>
        </message>
        <message>
            <source>New comment</source>
            <translation>Новый комментарий</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Добавить</translation>
        </message>
        <message>
            <source>Comments</source>
            <translation>Комментарии</translation>
        </message>
        <message>
            <source>Delete the comment</source>
            <translation>Удалить комментарий</translation>
        </message>
        <message>
            <source>Number, account or amount</source>
            <translation>Номер, счёт или сумма</translation>
        </message>
        <message>
            <source>Also those that are over</source>
            <translation>Показывать и завершённые</translation>
        </message>
        <message>
            <source>Document it began with</source>
            <translation>Исходный документ</translation>
        </message>
        <message>
            <source>Products at the bank</source>
            <translation>Продукты в банке</translation>
        </message>
        <message>
            <source>The bank has told of no product yet</source>
            <translation>Банк пока не сообщал о продуктах</translation>
        </message>
        <message>
            <source>Nothing was found</source>
            <translation>Ничего не найдено</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>Открыт</translation>
        </message>
        <message>
            <source>Told by the bank</source>
            <translation>Сведения банка от</translation>
        </message>
        <message>
            <source>Nothing is on its way in these days</source>
            <translation>В эти дни движений не ожидается</translation>
        </message>
        <message>
            <source>Forecast for {count} days</source>
            <translation>Прогноз на {count} дн.</translation>
        </message>
        <message>
            <source>Now {now}; lowest {low} on {day}</source>
            <translation>Сейчас {now}; меньше всего – {low} на {day}</translation>
        </message>
        <message>
            <source>{words}. Money will run short.</source>
            <translation>{words}. Денег не хватит.</translation>
        </message>
        <message>
            <source>Documents on their way</source>
            <translation>Документы в пути</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Ожидается</translation>
        </message>
        <message>
            <source>{name} (calendar)</source>
            <translation>{name} (по календарю)</translation>
        </message>
        <message>
            <source>No document is made by a calendar yet. Choose one in its list: “Repeat by a calendar…”</source>
            <translation>По календарю пока ничего не создаётся. Выберите документ в его списке: «Повторять по календарю…»</translation>
        </message>
        <message>
            <source>Calendar…</source>
            <translation>Календарь…</translation>
        </message>
        <message>
            <source>Document…</source>
            <translation>Документ…</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Приостановить</translation>
        </message>
        <message>
            <source>Skip the next one</source>
            <translation>Пропустить следующий</translation>
        </message>
        <message>
            <source>Make what is due</source>
            <translation>Создать наступившие</translation>
        </message>
        <message>
            <source>Calendar of documents</source>
            <translation>Календарь документов</translation>
        </message>
        <message>
            <source>Skip the document of {day}?</source>
            <translation>Пропустить документ от {day}?</translation>
        </message>
        <message>
            <source>“{name}” is not made on that day; the days after stay.</source>
            <translation>«{name}» в этот день не создаётся; следующие дни остаются.</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>Пропустить</translation>
        </message>
        <message>
            <source>Delete “{name}” from the calendar?</source>
            <translation>Удалить «{name}» из календаря?</translation>
        </message>
        <message>
            <source>Documents that were made stay.</source>
            <translation>Созданные документы останутся.</translation>
        </message>
        <message numerus="yes">
            <source>%n draft(s) made by the calendar</source>
            <translation>
                <numerusform>По календарю создан %n черновик</numerusform>
                <numerusform>По календарю создано %n черновика</numerusform>
                <numerusform>По календарю создано %n черновиков</numerusform>
            </translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Возобновить</translation>
        </message>
        <message>
            <source>The bank has not told when payments leave</source>
            <translation>Банк не сообщил время исполнения платежей</translation>
        </message>
        <message>
            <source>The bank has not told what it takes</source>
            <translation>Банк не сообщил тарифы</translation>
        </message>
        <message>
            <source>What the bank takes, in roubles</source>
            <translation>Комиссии банка, в рублях</translation>
        </message>
        <message>
            <source>Leaves at</source>
            <translation>Время отправки</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Следующий</translation>
        </message>
        <message>
            <source>On which days</source>
            <translation>По каким дням</translation>
        </message>
        <message>
            <source>Next departure</source>
            <translation>Ближайшая отправка</translation>
        </message>
        <message>
            <source>At once</source>
            <translation>Сразу</translation>
        </message>
        <message numerus="yes">
            <source>Every %n minute(s)</source>
            <translation>
                <numerusform>Каждую %n минуту</numerusform>
                <numerusform>Каждые %n минуты</numerusform>
                <numerusform>Каждые %n минут</numerusform>
            </translation>
        </message>
        <message>
            <source>Every day</source>
            <translation>Ежедневно</translation>
        </message>
        <message>
            <source>When documents leave (Moscow time)</source>
            <translation>Когда уходят документы (время московское)</translation>
        </message>
        <message>
            <source>From {start} to {end}</source>
            <translation>С {start} до {end}</translation>
        </message>
        <message>
            <source>Every minute</source>
            <translation>Каждую минуту</translation>
        </message>
        <message>
            <source>Working days</source>
            <translation>По рабочим дням</translation>
        </message>
        <message>
            <source>Operation</source>
            <translation>Операция</translation>
        </message>
        <message>
            <source>Percent</source>
            <translation>Процент</translation>
        </message>
        <message>
            <source>Not less than</source>
            <translation>Не менее</translation>
        </message>
        <message>
            <source>Not more than</source>
            <translation>Не более</translation>
        </message>
        <message>
            <source>Included in the package</source>
            <translation>Входит в пакет</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Создано</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Приостановлен</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Завершён</translation>
        </message>
        <message>
            <source>Repeat by a calendar</source>
            <translation>Повторение по календарю</translation>
        </message>
        <message>
            <source>When its day comes, a draft is made. You look it through, sign and send it as any other.</source>
            <translation>В назначенный день создаётся черновик. Его проверяют, подписывают и отправляют как любой другой.</translation>
        </message>
        <message>
            <source>“{name}” is in the calendar; the next one: {day}</source>
            <translation>«{name}» в календаре; следующий: {day}</translation>
        </message>
        <message>
            <source>Days: {days}</source>
            <translation>Дни: {days}</translation>
        </message>
        <message>
            <source>No day comes out of this.</source>
            <translation>По этому правилу не выходит ни одного дня.</translation>
        </message>
        <message>
            <source>New operations since the last file</source>
            <translation>Новые операции с последнего файла</translation>
        </message>
        <message>
            <source>A file a day, anew when it changes</source>
            <translation>Файл за день, заново при изменениях</translation>
        </message>
        <message>
            <source>Final days only, one file each</source>
            <translation>Только закрытые дни, по файлу</translation>
        </message>
        <message>
            <source>After each synchronisation</source>
            <translation>После каждого сеанса связи</translation>
        </message>
        <message>
            <source>Every day at</source>
            <translation>Ежедневно в</translation>
        </message>
        <message>
            <source>Every week on</source>
            <translation>Раз в неделю:</translation>
        </message>
        <message>
            <source>Monday</source>
            <translation>понедельник</translation>
        </message>
        <message>
            <source>Tuesday</source>
            <translation>вторник</translation>
        </message>
        <message>
            <source>Wednesday</source>
            <translation>среда</translation>
        </message>
        <message>
            <source>Thursday</source>
            <translation>четверг</translation>
        </message>
        <message>
            <source>Friday</source>
            <translation>пятница</translation>
        </message>
        <message>
            <source>Saturday</source>
            <translation>суббота</translation>
        </message>
        <message>
            <source>Sunday</source>
            <translation>воскресенье</translation>
        </message>
        <message>
            <source>{account} is the account, {last4} its last digits, {date} and {time} the time of writing, {from} and {to} the period, {name} the name of the export.</source>
            <translation>{account} — счёт, {last4} — его последние цифры, {date} и {time} — дата и время записи, {from} и {to} — период, {name} — название выгрузки.</translation>
        </message>
        <message>
            <source>Every month, or every few months</source>
            <translation>По месяцам</translation>
        </message>
        <message>
            <source>Every week, or every few weeks</source>
            <translation>По неделям</translation>
        </message>
        <message>
            <source>on the next business day</source>
            <translation>в следующий рабочий день</translation>
        </message>
        <message>
            <source>on the business day before</source>
            <translation>в предыдущий рабочий день</translation>
        </message>
        <message>
            <source>on that day all the same</source>
            <translation>всё равно в этот день</translation>
        </message>
        <message>
            <source>In months or weeks.</source>
            <translation>В месяцах или неделях.</translation>
        </message>
        <message>
            <source>31 means the last day.</source>
            <translation>31 – последний день месяца.</translation>
        </message>
        <message numerus="yes">
            <source>every %n week(s)</source>
            <translation>
                <numerusform>каждую неделю</numerusform>
                <numerusform>каждые %n недели</numerusform>
                <numerusform>каждые %n недель</numerusform>
            </translation>
        </message>
        <message>
            <source>on {weekday}</source>
            <translation>день – {weekday}</translation>
        </message>
        <message numerus="yes">
            <source>every %n month(s)</source>
            <translation>
                <numerusform>каждый месяц</numerusform>
                <numerusform>каждые %n месяца</numerusform>
                <numerusform>каждые %n месяцев</numerusform>
            </translation>
        </message>
        <message>
            <source>on day {day}</source>
            <translation>{day}-го числа</translation>
        </message>
        <message numerus="yes">
            <source>%n time(s)</source>
            <translation>
                <numerusform>%n раз</numerusform>
                <numerusform>%n раза</numerusform>
                <numerusform>%n раз</numerusform>
            </translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Номер</translation>
        </message>
        <message>
            <source>In force from</source>
            <translation>Действует с</translation>
        </message>
        <message>
            <source>Country</source>
            <translation>Страна</translation>
        </message>
        <message>
            <source>Rate when closed early, % a year</source>
            <translation>Ставка при досрочном возврате, % годовых</translation>
        </message>
        <message>
            <source>Interest is paid</source>
            <translation>Выплата процентов</translation>
        </message>
        <message>
            <source>At the end of the term</source>
            <translation>В конце срока</translation>
        </message>
        <message>
            <source>Every month</source>
            <translation>Ежемесячно</translation>
        </message>
        <message>
            <source>Version of the terms</source>
            <translation>Редакция условий</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Телефон</translation>
        </message>
        <message>
            <source>Contract</source>
            <translation>Контракт</translation>
        </message>
        <message>
            <source>Applicant</source>
            <translation>Плательщик (приказодатель)</translation>
        </message>
        <message>
            <source>Rules</source>
            <translation>Правила</translation>
        </message>
        <message>
            <source>Electronic, signed by the bank</source>
            <translation>Электронная, подписанная банком</translation>
        </message>
        <message>
            <source>On paper</source>
            <translation>На бумаге</translation>
        </message>
        <message>
            <source>Within Russia (Regulation 762-P)</source>
            <translation>Внутрироссийский (Положение 762-П)</translation>
        </message>
        <message>
            <source>International (UCP 600)</source>
            <translation>Международный (UCP 600)</translation>
        </message>
        <message>
            <source>Paid</source>
            <translation>Исполнение</translation>
        </message>
        <message>
            <source>By payment at sight</source>
            <translation>По предъявлении документов</translation>
        </message>
        <message>
            <source>By deferred payment</source>
            <translation>С отсрочкой платежа</translation>
        </message>
        <message>
            <source>Days after acceptance</source>
            <translation>Дней после акцепта</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Адрес</translation>
        </message>
        <message>
            <source>Kind of payment</source>
            <translation>Вид платежа</translation>
        </message>
        <message>
            <source>Payment to the budget</source>
            <translation>Платёж в бюджет</translation>
        </message>
        <message>
            <source>Answer five questions; status, KPP, codes and requisites are filled in by the rules.</source>
            <translation>Ответьте на пять вопросов: статус, КПП, коды и реквизиты заполнятся по правилам.</translation>
        </message>
        <message>
            <source>&amp;Fill in the order</source>
            <translation>&amp;Заполнить поручение</translation>
        </message>
        <message>
            <source>Payee: {name}, account {account}</source>
            <translation>Получатель: {name}, счёт {account}</translation>
        </message>
        <message>
            <source>The payee depends on your region: fill it in from the demand, or choose it among your payees.</source>
            <translation>Получатель зависит от региона: возьмите реквизиты из требования или выберите его в справочнике получателей.</translation>
        </message>
        <message>
            <source>Pay the chosen charge</source>
            <translation>Оплатить выбранное начисление</translation>
        </message>
        <message>
            <source>Form of credit</source>
            <translation>Форма кредитования</translation>
        </message>
        <message>
            <source>Revolving credit line</source>
            <translation>Возобновляемая кредитная линия</translation>
        </message>
        <message>
            <source>Non-revolving credit line</source>
            <translation>Невозобновляемая кредитная линия</translation>
        </message>
        <message>
            <source>Overdraft</source>
            <translation>Овердрафт</translation>
        </message>
        <message>
            <source>Term, months</source>
            <translation>Срок, месяцев</translation>
        </message>
        <message>
            <source>Account of payments</source>
            <translation>Счёт для платежей</translation>
        </message>
        <message>
            <source>Penalty for delay, % a day</source>
            <translation>Неустойка за просрочку, % в день</translation>
        </message>
        <message>
            <source>Repayment</source>
            <translation>Погашение</translation>
        </message>
        <message>
            <source>Equal monthly payments</source>
            <translation>Равными ежемесячными платежами (аннуитет)</translation>
        </message>
        <message>
            <source>Equal parts of the debt and interest every month</source>
            <translation>Равными долями основного долга с процентами</translation>
        </message>
        <message>
            <source>Interest every month, the debt at the end</source>
            <translation>Проценты ежемесячно, долг в конце срока</translation>
        </message>
        <message>
            <source>Payee's INN</source>
            <translation>ИНН получателя</translation>
        </message>
        <message>
            <source>Payee's bank BIC</source>
            <translation>БИК банка получателя</translation>
        </message>
        <message>
            <source>What is paid</source>
            <translation>Что платим</translation>
        </message>
        <message>
            <source>Fee</source>
            <translation>Комиссия</translation>
        </message>
        <message>
            <source>Add to employees</source>
            <translation>Добавить в сотрудники</translation>
        </message>
        <message>
            <source>Employees: {added} added, {changed} changed, {ended} ended</source>
            <translation>Сотрудники: добавлено — {added}, изменено — {changed}, исключено — {ended}</translation>
        </message>
        <message>
            <source>Import rows</source>
            <translation>Загрузить строки</translation>
        </message>
        <message>
            <source>Import rows from a file</source>
            <translation>Загрузка строк из файла</translation>
        </message>
        <message>
            <source>Tables and 1C files (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.xml);;All files (*)</source>
            <translation>Таблицы и файлы 1С (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.xml);;Все файлы (*)</translation>
        </message>
        <message>
            <source>Rows imported: {count}</source>
            <translation>Загружено строк: {count}</translation>
        </message>
        <message>
            <source>Wage agreement</source>
            <translation>Зарплатный договор</translation>
        </message>
        <message>
            <source>Day of birth</source>
            <translation>Дата рождения</translation>
        </message>
        <message>
            <source>Mir</source>
            <translation>Мир</translation>
        </message>
        <message>
            <source>Mir Supreme</source>
            <translation>Мир Supreme</translation>
        </message>
        <message>
            <source>Account without a card</source>
            <translation>Счёт без карты</translation>
        </message>
        <message>
            <source>Full name</source>
            <translation>Фамилия, имя, отчество</translation>
        </message>
        <message>
            <source>Issued by</source>
            <translation>Кем выдан</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>Должность</translation>
        </message>
        <message>
            <source>&amp;Activation code</source>
            <translation>&amp;Код активации</translation>
        </message>
        <message>
            <source>Activation code</source>
            <translation>Код активации</translation>
        </message>
        <message>
            <source>The bank gives the code together with its letter: 16 letters and digits. It is valid for a limited time and for one person.</source>
            <translation>Код выдаёт банк вместе с письмом: 16 букв и цифр. Он действует ограниченное время и только для одного человека.</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Пользователь</translation>
        </message>
        <message>
            <source>Who are you?</source>
            <translation>Кто вы?</translation>
        </message>
        <message>
            <source>It is me, go on</source>
            <translation>Это я, продолжить</translation>
        </message>
        <message>
            <source>Codes have no “{characters}”: look whether it is another letter or digit.</source>
            <translation>В кодах не бывает «{characters}»: проверьте, не другая ли это буква или цифра.</translation>
        </message>
        <message>
            <source>The bank has prepared this access for:</source>
            <translation>Банк подготовил доступ для:</translation>
        </message>
        <message>
            <source>If something is wrong here, do not go on: ask the bank to mend it and to give another code.</source>
            <translation>Если здесь есть ошибка, не продолжайте: попросите банк исправить её и выдать другой код.</translation>
        </message>
        <message>
            <source>INN {number}</source>
            <translation>ИНН {number}</translation>
        </message>
        <message>
            <source>KPP {number}</source>
            <translation>КПП {number}</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>ИНН и КПП</translation>
        </message>
        <message>
            <source>Right of signature</source>
            <translation>Право подписи</translation>
        </message>
        <message>
            <source>The code is valid until</source>
            <translation>Код действует до</translation>
        </message>
        <message>
            <source>First signature</source>
            <translation>Первая подпись</translation>
        </message>
        <message>
            <source>Second signature</source>
            <translation>Вторая подпись</translation>
        </message>
        <message>
            <source>No signature of payments</source>
            <translation>Без права подписи платежей</translation>
        </message>
        <message>
            <source>Evidence…</source>
            <translation>Доказательства…</translation>
        </message>
        <message>
            <source>the list of revoked certificates</source>
            <translation>список отозванных сертификатов</translation>
        </message>
        <message>
            <source>the bank's receipt</source>
            <translation>квитанция банка</translation>
        </message>
        <message>
            <source>the bank's signed word for the statuses</source>
            <translation>подписанное слово банка о статусах</translation>
        </message>
        <message>
            <source>the journal up to a head that the bank signed</source>
            <translation>журнал до головы, подписанной банком</translation>
        </message>
        <message>
            <source>Save the evidence of a document</source>
            <translation>Сохранить доказательства по документу</translation>
        </message>
        <message>
            <source>ZIP (*.zip)</source>
            <translation>ZIP (*.zip)</translation>
        </message>
        <message>
            <source>It does not hold: check the audit journal and call the bank.</source>
            <translation>Они не сходятся: проверьте журнал аудита и позвоните в банк.</translation>
        </message>
        <message>
            <source>Every proof in it holds. Not there: {names}. Synchronise and make it again.</source>
            <translation>Все доказательства в нём верны. Пока нет: {names}. Выполните обмен и создайте его снова.</translation>
        </message>
        <message>
            <source>Every proof in it holds; the read-me inside says how to check it with OpenSSL.</source>
            <translation>Все доказательства в нём верны; файл READ ME внутри говорит, как проверить их через OpenSSL.</translation>
        </message>
        <message>
            <source>The payment is not agreed</source>
            <translation>Платёж не согласован</translation>
        </message>
        <message>
            <source>No documents for the payment</source>
            <translation>Нет подтверждающих документов</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) given to colleagues for signing</source>
            <translation>
                <numerusform>%n документ передан коллегам на подпись</numerusform>
                <numerusform>%n документа переданы коллегам на подпись</numerusform>
                <numerusform>%n документов передано коллегам на подпись</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) are being taken back</source>
            <translation>
                <numerusform>%n документ отзывается с подписи</numerusform>
                <numerusform>%n документа отзываются с подписи</numerusform>
                <numerusform>%n документов отзывается с подписи</numerusform>
            </translation>
        </message>
        <message>
            <source>Colleagues will no longer be able to sign. The bank is asked at once: if the last signature was given meanwhile, the document stays with the bank.</source>
            <translation>Коллеги больше не смогут подписать. Банк спрашивается сразу: если последняя подпись уже поставлена, документ останется в банке.</translation>
        </message>
        <message numerus="yes">
            <source>Take %n document(s) back from signing?</source>
            <translation>
                <numerusform>Отозвать с подписи %n документ?</numerusform>
                <numerusform>Отозвать с подписи %n документа?</numerusform>
                <numerusform>Отозвать с подписи %n документов?</numerusform>
            </translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Забрать</translation>
        </message>
        <message>
            <source>Refusal to sign</source>
            <translation>Отказ в подписи</translation>
        </message>
        <message numerus="yes">
            <source>Refuse to sign %n document(s)?</source>
            <translation>
                <numerusform>Отказаться подписать %n документ?</numerusform>
                <numerusform>Отказаться подписать %n документа?</numerusform>
                <numerusform>Отказаться подписать %n документов?</numerusform>
            </translation>
        </message>
        <message>
            <source>Reason for the author</source>
            <translation>Причина для автора</translation>
        </message>
        <message>
            <source>Nothing is paid. The document goes back to its author, who reads the reason, may change it and give it for signing anew.</source>
            <translation>Платёж не будет исполнен. Документ вернётся автору: он прочитает причину, сможет изменить документ и передать его на подпись снова.</translation>
        </message>
        <message>
            <source>Refuse to sign</source>
            <translation>Отказать в подписи</translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) refused</source>
            <translation>
                <numerusform>Отказано в подписи %n документа</numerusform>
                <numerusform>Отказано в подписи %n документов</numerusform>
                <numerusform>Отказано в подписи %n документов</numerusform>
            </translation>
        </message>
        <message>
            <source>Act of the key, {name}</source>
            <translation>Акт признания ключа, {name}</translation>
        </message>
        <message>
            <source>All 16 groups are the same as in the letter of the bank</source>
            <translation>Все 16 групп совпадают с письмом банка</translation>
        </message>
        <message>
            <source>Compare every group with the paper letter of the bank, not with an e-mail or a message.</source>
            <translation>Сверьте каждую группу с бумажным письмом банка, а не с электронным письмом или сообщением.</translation>
        </message>
        <message>
            <source>File of the bank…</source>
            <translation>Файл банка…</translation>
        </message>
        <message>
            <source>QR code from a picture…</source>
            <translation>QR-код из файла…</translation>
        </message>
        <message>
            <source>QR code from the clipboard</source>
            <translation>QR-код из буфера обмена</translation>
        </message>
        <message>
            <source>The bank gives you a letter about connecting, with a QR code and a fingerprint, and a file that ends in {suffix}. Any of them will do; keep the letter at hand.</source>
            <translation>Банк выдаёт письмо о подключении с QR-кодом и отпечатком, а также файл {suffix}. Подойдёт любое из них; держите письмо под рукой.</translation>
        </message>
        <message>
            <source>Type the address and the fingerprint by hand</source>
            <translation>Ввести адрес и отпечаток вручную</translation>
        </message>
        <message>
            <source>Which bank is it?</source>
            <translation>Какой банк подключаем?</translation>
        </message>
        <message>
            <source>Connection file of a bank</source>
            <translation>Файл подключения к банку</translation>
        </message>
        <message>
            <source>Picture with the QR code</source>
            <translation>Изображение с QR-кодом</translation>
        </message>
        <message>
            <source>Asking the bank…</source>
            <translation>Обращаюсь к банку…</translation>
        </message>
        <message>
            <source>&amp;Address of the bank</source>
            <translation>&amp;Адрес банка</translation>
        </message>
        <message>
            <source>&amp;Fingerprint, 16 groups from the letter</source>
            <translation>&amp;Отпечаток, 16 групп из письма</translation>
        </message>
        <message>
            <source>Ask the bank</source>
            <translation>Обратиться к банку</translation>
        </message>
        <message>
            <source>Fingerprint of the bank's root certificate (SHA-256)</source>
            <translation>Отпечаток корневого сертификата банка (SHA-256)</translation>
        </message>
        <message>
            <source>BIC {bic}</source>
            <translation>БИК {bic}</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Отпечаток</translation>
        </message>
        <message>
            <source>File of the key…</source>
            <translation>Файл ключа…</translation>
        </message>
        <message>
            <source>The bank takes keys of the kind ECDSA P-256 alone: a GOST R 34.10-2012 key cannot be used here.</source>
            <translation>Банк принимает только ключи ECDSA P-256: ключ ГОСТ Р 34.10-2012 здесь использовать нельзя.</translation>
        </message>
        <message>
            <source>Password of the file</source>
            <translation>Пароль файла</translation>
        </message>
        <message>
            <source>Password of the &amp;file</source>
            <translation>Пароль &amp;файла</translation>
        </message>
        <message>
            <source>Keys (*.p12 *.pfx *.pem *.key)</source>
            <translation>Ключи (*.p12 *.pfx *.pem *.key)</translation>
        </message>
        <message>
            <source>File of the key</source>
            <translation>Файл ключа</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>Токен</translation>
        </message>
        <message>
            <source>In a file on this computer</source>
            <translation>В файле на этом компьютере</translation>
        </message>
        <message>
            <source>Encrypted with your passphrase. Whoever copies the file and learns the passphrase can sign for you.</source>
            <translation>Файл зашифрован вашим паролем. Тот, кто скопирует файл и узнает пароль, сможет подписывать за вас.</translation>
        </message>
        <message>
            <source>On a token (PKCS#11)</source>
            <translation>На токене (PKCS#11)</translation>
        </message>
        <message>
            <source>The key is made on the token and cannot be copied from it. The PIN of the token is asked instead of a passphrase.</source>
            <translation>Ключ создаётся на токене, скопировать его нельзя. Вместо пароля запрашивается PIN-код токена.</translation>
        </message>
        <message>
            <source>Module of another maker (PKCS#11)…</source>
            <translation>Модуль другого производителя (PKCS#11)…</translation>
        </message>
        <message>
            <source>A key of another program (PKCS#12, PKCS#8)</source>
            <translation>Ключ из другой программы (PKCS#12, PKCS#8)</translation>
        </message>
        <message>
            <source>The key is taken over from a file and encrypted with a passphrase here. Better is a new key: nobody else has ever had it.</source>
            <translation>Ключ берётся из файла и шифруется здесь паролем. Новый ключ лучше: его никогда не было ни у кого другого.</translation>
        </message>
        <message>
            <source>Place of the key</source>
            <translation>Место ключа</translation>
        </message>
        <message>
            <source>Where will the key live?</source>
            <translation>Где хранить ключ?</translation>
        </message>
        <message>
            <source>Looking for tokens…</source>
            <translation>Ищу токены…</translation>
        </message>
        <message>
            <source>Modules (*.so *.dll *.dylib);;All files (*)</source>
            <translation>Модули (*.so *.dll *.dylib);;Все файлы (*)</translation>
        </message>
        <message>
            <source>Module of the token (PKCS#11)</source>
            <translation>Модуль токена (PKCS#11)</translation>
        </message>
        <message>
            <source>No token is plugged in, or its program (PKCS#11) is not installed.</source>
            <translation>Токен не подключён, или не установлена его программа (PKCS#11).</translation>
        </message>
        <message>
            <source>The PIN of this token is locked or not set yet: the maker's program mends that.</source>
            <translation>PIN-код этого токена заблокирован или ещё не задан: это исправляется программой производителя.</translation>
        </message>
        <message>
            <source>One try of the PIN is left on this token.</source>
            <translation>Осталась одна попытка ввода PIN-кода этого токена.</translation>
        </message>
        <message>
            <source>Print the act…</source>
            <translation>Печать акта…</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Проверить сейчас</translation>
        </message>
        <message>
            <source>Give the request up…</source>
            <translation>Отказаться от запроса…</translation>
        </message>
        <message>
            <source>Word to block the key by phone: {word}. Write it down and keep it away from this computer.</source>
            <translation>Слово для блокировки ключа по телефону: {word}. Запишите его и храните отдельно от компьютера.</translation>
        </message>
        <message>
            <source>Asked at {time}</source>
            <translation>Проверено в {time}</translation>
        </message>
        <message>
            <source>The bank has refused the request</source>
            <translation>Банк отклонил запрос</translation>
        </message>
        <message>
            <source>The bank says: {note}</source>
            <translation>Сообщение банка: {note}</translation>
        </message>
        <message>
            <source>The request has not reached the bank</source>
            <translation>Запрос не дошёл до банка</translation>
        </message>
        <message>
            <source>Connect the bank again with the same activation code: the same request is sent once more.</source>
            <translation>Подключите банк ещё раз с тем же кодом активации: будет отправлен тот же запрос.</translation>
        </message>
        <message>
            <source>Give the request up?</source>
            <translation>Отказаться от запроса?</translation>
        </message>
        <message>
            <source>The key that was made for it is deleted. To get another one you need a new activation code of the bank.</source>
            <translation>Созданный для него ключ будет удалён. Чтобы получить другой, понадобится новый код активации.</translation>
        </message>
        <message>
            <source>Give up</source>
            <translation>Отказаться</translation>
        </message>
        <message>
            <source>The key is made, the request was sent on {time}</source>
            <translation>Ключ создан, запрос отправлен {time}</translation>
        </message>
        <message>
            <source>Print the act in two copies, sign them and take them to the bank</source>
            <translation>Напечатайте акт в двух экземплярах, подпишите и передайте в банк</translation>
        </message>
        <message>
            <source>A second employee of the bank checks what the first one has typed from the act</source>
            <translation>Второй сотрудник банка проверяет то, что первый ввёл с акта</translation>
        </message>
        <message>
            <source>The bank issues the certificate; it comes here by itself</source>
            <translation>Банк выпускает сертификат, он придёт сюда сам</translation>
        </message>
        <message>
            <source>Somebody may have learnt the passphrase or copied the key</source>
            <translation>Кто-то мог узнать пароль или скопировать ключ</translation>
        </message>
        <message>
            <source>The key or the token is lost</source>
            <translation>Ключ или токен утерян</translation>
        </message>
        <message>
            <source>The owner has left or changed his position</source>
            <translation>Владелец уволился или сменил должность</translation>
        </message>
        <message>
            <source>Another reason</source>
            <translation>Другая причина</translation>
        </message>
        <message>
            <source>Block my key</source>
            <translation>Блокировка ключа</translation>
        </message>
        <message>
            <source>With the passphrase of the key</source>
            <translation>По паролю ключа</translation>
        </message>
        <message>
            <source>With the word for the phone</source>
            <translation>По слову для телефона</translation>
        </message>
        <message>
            <source>Word for the phone</source>
            <translation>Слово для телефона</translation>
        </message>
        <message>
            <source>Block the key</source>
            <translation>Заблокировать ключ</translation>
        </message>
        <message>
            <source>Block the key of {name}?</source>
            <translation>Заблокировать ключ: {name}?</translation>
        </message>
        <message>
            <source>The bank refuses everything signed with this key from this moment on. It cannot be taken back: a new key needs a new activation code and a paper act. If you have neither passphrase nor word, call the bank.</source>
            <translation>С этого момента банк не примет ничего, подписанного этим ключом. Отменить блокировку нельзя: для нового ключа нужны новый код активации и бумажный акт. Если нет ни пароля, ни слова, позвоните в банк.</translation>
        </message>
        <message>
            <source>&amp;Reason</source>
            <translation>&amp;Причина</translation>
        </message>
        <message>
            <source>Type the word “{word}” to confirm</source>
            <translation>Для подтверждения введите слово «{word}»</translation>
        </message>
        <message>
            <source>The key is blocked</source>
            <translation>Ключ заблокирован</translation>
        </message>
        <message>
            <source>The bank has confirmed it. Nothing signed with this key is accepted any more.</source>
            <translation>Банк подтвердил блокировку. Подписанное этим ключом больше не принимается.</translation>
        </message>
        <message>
            <source>BLOCK</source>
            <translation>ЗАБЛОКИРОВАТЬ</translation>
        </message>
        <message>
            <source>Keys of all users</source>
            <translation>Ключи всех пользователей</translation>
        </message>
        <message>
            <source>Calendar of keys</source>
            <translation>Календарь ключей</translation>
        </message>
        <message>
            <source>Nothing is to be done</source>
            <translation>Делать ничего не нужно</translation>
        </message>
        <message>
            <source>New user…</source>
            <translation>Новый пользователь…</translation>
        </message>
        <message>
            <source>Make a key for another user of this organisation by an activation code</source>
            <translation>Создать ключ другому пользователю этой организации по коду активации</translation>
        </message>
        <message>
            <source>Keys and certificates</source>
            <translation>Ключи и сертификаты</translation>
        </message>
        <message>
            <source>Give the renewal up?</source>
            <translation>Отказаться от перевыпуска?</translation>
        </message>
        <message>
            <source>The new key is deleted. The present key works on until its end; it can be renewed again.</source>
            <translation>Новый ключ будет удалён. Нынешний работает до конца своего срока, его можно перевыпустить ещё раз.</translation>
        </message>
        <message>
            <source>Your key is blocked: nothing can be signed or sent with it.</source>
            <translation>Ваш ключ заблокирован: подписать или отправить им ничего нельзя.</translation>
        </message>
        <message>
            <source>The key of {name} is ready. {name} logs in by the log-in window.</source>
            <translation>Ключ готов: {name}. Войти можно через окно входа.</translation>
        </message>
        <message>
            <source>The bank's list of ended keys has not been fetched yet: it comes with the next synchronisation.</source>
            <translation>Список отозванных сертификатов банка ещё не получен: он придёт со следующим сеансом.</translation>
        </message>
        <message>
            <source>The bank's list of ended keys: number {number}, of {time}</source>
            <translation>Список отозванных сертификатов банка: № {number} от {time}</translation>
        </message>
        <message>
            <source>asked at {time}</source>
            <translation>проверен {time}</translation>
        </message>
        <message>
            <source>it is out of date: synchronise with the bank</source>
            <translation>он устарел: проведите сеанс связи с банком</translation>
        </message>
        <message>
            <source>Renew it now: it takes a minute and no paper. After its end a new key needs an activation code and a printed act, and nothing can be signed until the bank has accepted it.</source>
            <translation>Перевыпустите его сейчас: это займёт минуту, бумаги не нужны. После окончания срока для нового ключа понадобятся код активации и печатный акт, и до приёма акта банком подписать ничего не удастся.</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Позже</translation>
        </message>
        <message>
            <source>Renew the key</source>
            <translation>Перевыпуск ключа</translation>
        </message>
        <message>
            <source>A new key is made on this computer. The request for its certificate is signed with the present key.</source>
            <translation>На этом компьютере создаётся новый ключ. Запрос на его сертификат подписывается нынешним ключом.</translation>
        </message>
        <message>
            <source>The present key works until the new one is taken up at a log-in. The passphrase stays the same.</source>
            <translation>Нынешний ключ работает, пока при входе его не сменит новый. Пароль остаётся прежним.</translation>
        </message>
        <message>
            <source>Renew</source>
            <translation>Перевыпустить</translation>
        </message>
        <message>
            <source>The request for the new certificate was sent to the bank</source>
            <translation>Запрос на новый сертификат отправлен в банк</translation>
        </message>
        <message>
            <source>Restore the key</source>
            <translation>Восстановление ключа</translation>
        </message>
        <message>
            <source>Passphrase of the data on this computer</source>
            <translation>Пароль данных на этом компьютере</translation>
        </message>
        <message>
            <source>Restore the key of {name}</source>
            <translation>Восстановить ключ: {name}</translation>
        </message>
        <message>
            <source>From a file that was exported here or on another computer (.p12, .pfx, .pem, .key).</source>
            <translation>Из файла, выгруженного здесь или на другом компьютере (.p12, .pfx, .pem, .key).</translation>
        </message>
        <message>
            <source>Passphrase of the key as it was on this &amp;computer: it opens the data, too</source>
            <translation>Прежний пароль ключа на этом &amp;компьютере: он открывает и данные</translation>
        </message>
        <message>
            <source>No key here</source>
            <translation>Ключа здесь нет</translation>
        </message>
        <message>
            <source>Waits for the bank</source>
            <translation>Ожидает банка</translation>
        </message>
        <message>
            <source>Not valid yet</source>
            <translation>Ещё не действует</translation>
        </message>
        <message>
            <source>To be renewed</source>
            <translation>Пора перевыпустить</translation>
        </message>
        <message>
            <source>Being renewed</source>
            <translation>Перевыпускается</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>Заблокирован</translation>
        </message>
        <message>
            <source>The file of the key is missing</source>
            <translation>Нет файла ключа</translation>
        </message>
        <message>
            <source>{name}: the key can be renewed</source>
            <translation>{name}: ключ можно перевыпустить</translation>
        </message>
        <message>
            <source>{name}: the key expires</source>
            <translation>{name}: истекает срок ключа</translation>
        </message>
        <message>
            <source>{name}: the key has expired</source>
            <translation>{name}: срок ключа истёк</translation>
        </message>
        <message>
            <source>{name}: the key was blocked</source>
            <translation>{name}: ключ заблокирован</translation>
        </message>
        <message>
            <source>{name}: the request waits for the bank</source>
            <translation>{name}: запрос ожидает банка</translation>
        </message>
        <message>
            <source>somebody may have learnt the passphrase or copied the key</source>
            <translation>кто-то мог узнать пароль или скопировать ключ</translation>
        </message>
        <message>
            <source>the key or the token is lost</source>
            <translation>ключ или токен утерян</translation>
        </message>
        <message>
            <source>the owner has left or changed his position</source>
            <translation>владелец уволился или сменил должность</translation>
        </message>
        <message>
            <source>a new key has taken its place</source>
            <translation>заменён новым ключом</translation>
        </message>
        <message>
            <source>the card of signatures has changed</source>
            <translation>изменилась карточка подписей</translation>
        </message>
        <message>
            <source>decision of the bank</source>
            <translation>решение банка</translation>
        </message>
        <message>
            <source>blocked by the word for the phone</source>
            <translation>заблокирован по слову для телефона</translation>
        </message>
        <message>
            <source>another reason</source>
            <translation>другая причина</translation>
        </message>
        <message>
            <source>today</source>
            <translation>сегодня</translation>
        </message>
        <message numerus="yes">
            <source>in %n day(s)</source>
            <translation>
                <numerusform>через %n день</numerusform>
                <numerusform>через %n дня</numerusform>
                <numerusform>через %n дней</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n день назад</numerusform>
                <numerusform>%n дня назад</numerusform>
                <numerusform>%n дней назад</numerusform>
            </translation>
        </message>
        <message>
            <source>The new certificate is here; the present key works until the next log-in.</source>
            <translation>Новый сертификат получен; нынешний ключ работает до следующего входа.</translation>
        </message>
        <message>
            <source>A new key is on its way; the present one works until {day}.</source>
            <translation>Новый ключ оформляется; нынешний работает до {day}.</translation>
        </message>
        <message>
            <source>Your key was blocked on {day}</source>
            <translation>Ваш ключ заблокирован {day}</translation>
        </message>
        <message>
            <source>Your key is valid from {day}.</source>
            <translation>Ваш ключ действует с {day}.</translation>
        </message>
        <message>
            <source>Renew it now: a new key is made here and asked for with the present one, without paper.</source>
            <translation>Перевыпустите его сейчас: новый ключ создаётся здесь, запрос подписывается нынешним ключом, бумаги не нужны.</translation>
        </message>
        <message>
            <source>A new key is got as the first one was: ask the bank for an activation code, connect in the log-in window, take the printed act to the bank. Everything stored here stays.</source>
            <translation>Новый ключ получают так же, как первый: запросите в банке код активации, подключитесь в окне входа, передайте в банк печатный акт. Всё, что здесь хранится, останется.</translation>
        </message>
        <message>
            <source>Log out and log in again: the new key is taken up then.</source>
            <translation>Выйдите и войдите снова: тогда начнёт работать новый ключ.</translation>
        </message>
        <message>
            <source>When the bank has issued the certificate, the new key is taken up at the next log-in.</source>
            <translation>Когда банк выпустит сертификат, новый ключ начнёт работать при следующем входе.</translation>
        </message>
        <message>
            <source>Let a colleague in</source>
            <translation>Доступ для коллеги</translation>
        </message>
        <message>
            <source>{name}, with the former passphrase</source>
            <translation>{name}, по прежнему паролю</translation>
        </message>
        <message>
            <source>Let in</source>
            <translation>Открыть доступ</translation>
        </message>
        <message>
            <source>{name} has no key of this base yet</source>
            <translation>{name}: нет ключа этой базы</translation>
        </message>
        <message>
            <source>The data of this profile are encrypted on this computer. Somebody who already works with them types his passphrase here once; after that your own one opens them. Nothing is sent anywhere and nobody learns the other's passphrase.</source>
            <translation>Данные этого профиля на этом компьютере зашифрованы. Тот, кто уже с ними работает, один раз вводит здесь свой пароль; после этого данные открывает и ваш. Ничего никуда не передаётся, и никто не узнаёт чужую пароль.</translation>
        </message>
        <message>
            <source>&amp;Your passphrase</source>
            <translation>&amp;Ваш пароль</translation>
        </message>
        <message>
            <source>&amp;Colleague</source>
            <translation>&amp;Коллега</translation>
        </message>
        <message>
            <source>&amp;His passphrase</source>
            <translation>&amp;Пароль коллеги</translation>
        </message>
        <message>
            <source>Connect with a new activation code…</source>
            <translation>Подключиться с новым кодом активации…</translation>
        </message>
        <message>
            <source>Restore the key from a copy…</source>
            <translation>Восстановить ключ из копии…</translation>
        </message>
        <message>
            <source>The key is not valid since {time}. What is stored here can be read, but nothing can be signed or sent. A new key needs a new activation code and a paper act of the bank.</source>
            <translation>Срок ключа истёк {time}. Сохранённое здесь можно читать, но ни подписать, ни отправить ничего нельзя. Для нового ключа нужны новый код активации и бумажный акт.</translation>
        </message>
        <message>
            <source>The key was blocked on {time}. What is stored here can be read, but nothing can be signed or sent. A new key needs a new activation code and a paper act of the bank.</source>
            <translation>Ключ заблокирован {time}. Сохранённое здесь можно читать, но ни подписать, ни отправить ничего нельзя. Для нового ключа нужны новый код активации и бумажный акт.</translation>
        </message>
        <message>
            <source>The file of the key is missing, or it is not the key of the certificate. Put the file back from a copy, or connect with a new activation code.</source>
            <translation>Файла ключа нет, или это не тот ключ, на который выпущен сертификат. Восстановите ключ из копии или подключитесь с новым кодом активации.</translation>
        </message>
        <message>
            <source>There is no key of this user on this computer.</source>
            <translation>На этом компьютере нет ключа этого пользователя.</translation>
        </message>
        <message numerus="yes">
            <source>The key is valid for %n more day(s): renew it after the log-in.</source>
            <translation>
                <numerusform>Ключ действует ещё %n день: перевыпустите его после входа.</numerusform>
                <numerusform>Ключ действует ещё %n дня: перевыпустите его после входа.</numerusform>
                <numerusform>Ключ действует ещё %n дней: перевыпустите его после входа.</numerusform>
            </translation>
        </message>
        <message>
            <source>Data on this computer</source>
            <translation>Данные на этом компьютере</translation>
        </message>
        <message>
            <source>Base of the profile</source>
            <translation>База профиля</translation>
        </message>
        <message>
            <source>encrypted</source>
            <translation>зашифрована</translation>
        </message>
        <message>
            <source>open</source>
            <translation>открыта</translation>
        </message>
        <message>
            <source>Without a passphrase nobody reads the documents, payees and statements kept here, nor their copies. Exports, prints and evidence are ordinary files: whoever has them reads them.</source>
            <translation>Без пароля никто не прочтёт хранящиеся здесь документы, получателей и выписки и их копии. Выгрузки, печатные формы и доказательства — обычные файлы: их прочтёт любой, к кому они попадут.</translation>
        </message>
        <message>
            <source>Whoever can copy the files of this computer reads the documents, payees and statements kept here.</source>
            <translation>Любой, кто может скопировать файлы этого компьютера, прочтёт хранящиеся здесь документы, получателей и выписки.</translation>
        </message>
        <message>
            <source>Keep the data open…</source>
            <translation>Хранить данные открыто…</translation>
        </message>
        <message>
            <source>Encrypt the data…</source>
            <translation>Зашифровать данные…</translation>
        </message>
        <message>
            <source>Encrypt the data</source>
            <translation>Зашифровать данные</translation>
        </message>
        <message>
            <source>Keep the data open</source>
            <translation>Хранить данные открыто</translation>
        </message>
        <message>
            <source>Encrypt</source>
            <translation>Зашифровать</translation>
        </message>
        <message>
            <source>Keep open</source>
            <translation>Хранить открыто</translation>
        </message>
        <message>
            <source>The base and its copies are written anew, encrypted; your passphrase opens them. Other users of this profile are let in by you at their next log-in. If all passphrases are forgotten, nobody opens the base again. Old files are overwritten as far as the disk allows it; what was exported or printed stays readable.</source>
            <translation>База и её копии будут записаны заново в зашифрованном виде; открывает их ваш пароль. Другим пользователям этого профиля доступ откроете вы при их следующем входе. Если все пароли будут забыты, базу не откроет никто. Прежние файлы затираются, насколько это позволяет диск; всё, что было выгружено или напечатано, останется читаемым.</translation>
        </message>
        <message>
            <source>The base and its copies are written anew without encryption. From then on whoever can copy the files of this computer, or takes its disk, reads all documents, payees, accounts and statements of this profile without any passphrase. Keys stay closed. You can encrypt the data again at any time.</source>
            <translation>База и её копии будут записаны заново без шифрования. После этого любой, кто может скопировать файлы этого компьютера или завладеет его диском, без всякого пароля прочтёт все документы, получателей, счета и выписки этого профиля. Ключи подписи останутся закрытыми. Зашифровать данные снова можно в любой момент.</translation>
        </message>
        <message>
            <source>The data are encrypted now</source>
            <translation>Данные зашифрованы</translation>
        </message>
        <message>
            <source>The data are kept open now</source>
            <translation>Данные теперь хранятся открыто</translation>
        </message>
        <message>
            <source>Signing with colleagues</source>
            <translation>Подписание с коллегами</translation>
        </message>
        <message>
            <source>Give partly signed documents to colleagues at once</source>
            <translation>Сразу передавать коллегам частично подписанные документы</translation>
        </message>
        <message>
            <source>Otherwise they are given by the button after signing or with F6 in the list. Only when a colleague who may sign has his key on another computer.</source>
            <translation>Иначе документы передаются кнопкой после подписания или клавишей F6 в списке. Только если ключ коллеги с правом подписи находится на другом компьютере.</translation>
        </message>
        <message>
            <source>Signatures needed: {signatures}.</source>
            <translation>Нужные подписи: {signatures}.</translation>
        </message>
        <message>
            <source>Another than its maker must sign.</source>
            <translation>Должен подписать не только составитель.</translation>
        </message>
        <message>
            <source>After yours still wanted: {signatures}.</source>
            <translation>После вашей ещё нужны: {signatures}.</translation>
        </message>
        <message>
            <source>Yours is the last one.</source>
            <translation>Ваша подпись последняя.</translation>
        </message>
        <message>
            <source>If sent now, it is carried out at once, round the clock.</source>
            <translation>Если отправить сейчас, исполнится сразу: внутри банка — круглосуточно.</translation>
        </message>
        <message>
            <source>If sent now, it leaves within seconds.</source>
            <translation>Если отправить сейчас, уйдёт в течение нескольких секунд.</translation>
        </message>
        <message>
            <source>If sent now, it leaves today at {time} (Moscow time).</source>
            <translation>Если отправить сейчас, уйдёт сегодня рейсом {time} (МСК).</translation>
        </message>
        <message>
            <source>If sent now, it leaves on {day} at {time} (Moscow time).</source>
            <translation>Если отправить сейчас, уйдёт {day} рейсом {time} (МСК).</translation>
        </message>
        <message>
            <source>At once, round the clock</source>
            <translation>Сразу, круглосуточно</translation>
        </message>
        <message>
            <source>Within seconds</source>
            <translation>В течение нескольких секунд</translation>
        </message>
        <message>
            <source>Today at {time}</source>
            <translation>Сегодня в {time}</translation>
        </message>
        <message>
            <source>{day} at {time}</source>
            <translation>{day} в {time}</translation>
        </message>
        <message>
            <source>{time}, after currency control</source>
            <translation>{time}, после валютного контроля</translation>
        </message>
        <message>
            <source>If sent now, it leaves today, as soon as currency control has looked at it.</source>
            <translation>Если отправить сейчас, уйдёт сегодня, сразу после валютного контроля.</translation>
        </message>
        <message>
            <source>If sent now, it is carried out within seconds.</source>
            <translation>Если отправить сейчас, исполнится в течение нескольких секунд.</translation>
        </message>
        <message>
            <source>If sent now, it leaves on {day} from {time} (Moscow time), once currency control has looked at it.</source>
            <translation>Если отправить сейчас, уйдёт {day} не ранее {time} (МСК), после валютного контроля.</translation>
        </message>
        <message>
            <source>If sent now, it is carried out on {day} at {time} (Moscow time).</source>
            <translation>Если отправить сейчас, исполнится {day} в {time} (МСК).</translation>
        </message>
        <message>
            <source>Fee 0.00 RUB: included in the package.</source>
            <translation>Комиссия 0,00 руб.: входит в пакет.</translation>
        </message>
        <message>
            <source>Fee {amount}.</source>
            <translation>Комиссия {amount}.</translation>
        </message>
        <message>
            <source>Fee for all: {amount}.</source>
            <translation>Комиссия за все: {amount}.</translation>
        </message>
        <message>
            <source>{count} of {of}: {words}</source>
            <translation>{count} из {of}: {words}</translation>
        </message>
        <message>
            <source>New change of rights</source>
            <translation>Новое изменение прав</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Изменить…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Удалить…</translation>
        </message>
        <message>
            <source>Card of signatures…</source>
            <translation>Карточка подписей…</translation>
        </message>
        <message>
            <source>the bank has told nothing of you</source>
            <translation>банк о вас не сообщал</translation>
        </message>
        <message>
            <source>You: {name}. {roles}</source>
            <translation>Вы: {name}. {roles}</translation>
        </message>
        <message>
            <source>Choose a line of the list first</source>
            <translation>Сначала выберите строку списка</translation>
        </message>
        <message>
            <source>The general scheme and users are changed, not removed</source>
            <translation>Общую схему и пользователей изменяют, а не удаляют</translation>
        </message>
        <message>
            <source>The right to sign is on the card of signatures; the other roles are changed by the organisation itself.</source>
            <translation>Право подписи указано в карточке образцов подписей; остальные роли организация меняет сама.</translation>
        </message>
        <message>
            <source>The most particular rule counts: for the account before all accounts, then for the type, then the highest amount.</source>
            <translation>Действует самое точное правило: сначала для счёта, затем для вида документа, затем для большей суммы.</translation>
        </message>
        <message>
            <source>Limits count what the bank has taken in today, by the bank's clock.</source>
            <translation>Лимиты учитывают то, что банк принял сегодня, по времени банка.</translation>
        </message>
        <message>
            <source>An exception comes before the role; the most particular one counts, and a refusal before a permission.</source>
            <translation>Исключение важнее роли; действует самое точное, при равных — запрет.</translation>
        </message>
        <message>
            <source>This program hides from a user what he may not view; the bank sends the organisation's data whole to each of its computers.</source>
            <translation>Чего сотруднику нельзя просматривать, программа ему не показывает; сами данные организации банк передаёт на каждый её компьютер целиком.</translation>
        </message>
        <message>
            <source>A substitute signs in the place of the absent one on these days, but never twice in one document.</source>
            <translation>Замещающий подписывает вместо отсутствующего в эти дни, но не ставит две подписи в одном документе.</translation>
        </message>
        <message>
            <source>Approver (visa)</source>
            <translation>Визирующий</translation>
        </message>
        <message>
            <source>Prepares documents</source>
            <translation>Готовит документы</translation>
        </message>
        <message>
            <source>Views only</source>
            <translation>Только просмотр</translation>
        </message>
        <message>
            <source>Administers rights</source>
            <translation>Администратор прав</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Просмотр</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>Создание</translation>
        </message>
        <message>
            <source>Edit documents</source>
            <translation>Изменять документы</translation>
        </message>
        <message>
            <source>Take from files</source>
            <translation>Загрузка из файлов</translation>
        </message>
        <message>
            <source>Save to files</source>
            <translation>Выгрузка в файлы</translation>
        </message>
        <message>
            <source>Sign first</source>
            <translation>Первая подпись</translation>
        </message>
        <message>
            <source>Sign second</source>
            <translation>Вторая подпись</translation>
        </message>
        <message>
            <source>Approve (visa)</source>
            <translation>Виза</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>Отзыв</translation>
        </message>
        <message>
            <source>Write letters</source>
            <translation>Письма</translation>
        </message>
        <message>
            <source>Change payees</source>
            <translation>Справочник получателей</translation>
        </message>
        <message>
            <source>Change templates</source>
            <translation>Шаблоны</translation>
        </message>
        <message>
            <source>Manage users and rights</source>
            <translation>Управление пользователями и правами</translation>
        </message>
        <message>
            <source>first signature</source>
            <translation>первая подпись</translation>
        </message>
        <message>
            <source>second signature</source>
            <translation>вторая подпись</translation>
        </message>
        <message>
            <source>approver's visa</source>
            <translation>виза</translation>
        </message>
        <message>
            <source>All actions</source>
            <translation>Все действия</translation>
        </message>
        <message>
            <source>any signature</source>
            <translation>любая подпись</translation>
        </message>
        <message>
            <source>every account</source>
            <translation>все счета</translation>
        </message>
        <message>
            <source>or</source>
            <translation>или</translation>
        </message>
        <message>
            <source>first</source>
            <translation>первая</translation>
        </message>
        <message>
            <source>second</source>
            <translation>вторая</translation>
        </message>
        <message>
            <source>visa</source>
            <translation>виза</translation>
        </message>
        <message>
            <source>{signature} ×{count}</source>
            <translation>{signature} ×{count}</translation>
        </message>
        <message>
            <source>{some} and {last}</source>
            <translation>{some} и {last}</translation>
        </message>
        <message>
            <source>The whole organisation</source>
            <translation>Вся организация</translation>
        </message>
        <message>
            <source>{name} has left unsaved work on the page: switching loses it.</source>
            <translation>{name}: на странице остались несохранённые данные, при переходе они будут потеряны.</translation>
        </message>
        <message>
            <source>Opening {name}…</source>
            <translation>Открываем: {name}…</translation>
        </message>
        <message>
            <source>open now</source>
            <translation>открыта сейчас</translation>
        </message>
        <message>
            <source>locked</source>
            <translation>закрыта</translation>
        </message>
        <message>
            <source>no certificate yet</source>
            <translation>сертификата ещё нет</translation>
        </message>
        <message>
            <source>Balances and documents of the others are closed until their passphrase</source>
            <translation>Остатки и документы других закрыты до ввода их пароля</translation>
        </message>
        <message>
            <source>Passphrase of the key</source>
            <translation>Пароль ключа</translation>
        </message>
        <message>
            <source>Switch</source>
            <translation>Перейти</translation>
        </message>
        <message>
            <source>Stay where I was</source>
            <translation>Остаться здесь</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Вставить</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>Выделить всё</translation>
        </message>
        <message>
            <source>Delete all</source>
            <translation>Удалить всё</translation>
        </message>
        <message>
            <source>the account is another one</source>
            <translation>другой счёт</translation>
        </message>
        <message>
            <source>the bank is another one</source>
            <translation>другой банк</translation>
        </message>
        <message>
            <source>the INN is another one</source>
            <translation>другой ИНН</translation>
        </message>
        <message>
            <source>the name is written with look-alike letters</source>
            <translation>наименование написано похожими буквами</translation>
        </message>
        <message>
            <source>it was sent at night</source>
            <translation>отправлен ночью</translation>
        </message>
        <message>
            <source>the payee was never paid before</source>
            <translation>этому получателю ещё не платили</translation>
        </message>
        <message>
            <source>many new payees on one day</source>
            <translation>много новых получателей за один день</translation>
        </message>
        <message>
            <source>a large sum for a payee who is known for less than ten days</source>
            <translation>крупная сумма получателю, которого вы знаете меньше десяти дней</translation>
        </message>
        <message>
            <source>QR code</source>
            <translation>QR-код</translation>
        </message>
        <message>
            <source>QR code of requisites</source>
            <translation>QR-код реквизитов</translation>
        </message>
        <message>
            <source>To the account</source>
            <translation>В кредит счёта</translation>
        </message>
        <message>
            <source>Sum of the invoice</source>
            <translation>Сумма счёта</translation>
        </message>
        <message>
            <source>The picture was copied.</source>
            <translation>Изображение скопировано.</translation>
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation>Сохранено: {name}</translation>
        </message>
        <message>
            <source>Picture (*.png)</source>
            <translation>Изображение (*.png)</translation>
        </message>
        <message>
            <source>Drawing (*.svg)</source>
            <translation>Рисунок SVG (*.svg)</translation>
        </message>
        <message>
            <source>Save the QR code</source>
            <translation>Сохранение QR-кода</translation>
        </message>
        <message>
            <source>Sum of the invoice (may be empty)</source>
            <translation>Сумма счёта (необязательно)</translation>
        </message>
        <message>
            <source>Purpose of payment (may be empty)</source>
            <translation>Назначение платежа (необязательно)</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Сохранить…</translation>
        </message>
        <message>
            <source>Sheet of A4…</source>
            <translation>Лист А4…</translation>
        </message>
        <message>
            <source>Cards to cut out…</source>
            <translation>Карточки для вырезания…</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Примечание</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>Направление</translation>
        </message>
        <message>
            <source>Transfers between own accounts</source>
            <translation>Переводы между своими счетами</translation>
        </message>
        <message>
            <source>Taxes and contributions</source>
            <translation>Налоги и взносы</translation>
        </message>
        <message>
            <source>Wages</source>
            <translation>Заработная плата</translation>
        </message>
        <message>
            <source>Fees of the bank</source>
            <translation>Комиссии банка</translation>
        </message>
        <message>
            <source>Rent</source>
            <translation>Аренда</translation>
        </message>
        <message>
            <source>Utilities and communication</source>
            <translation>Коммунальные услуги и связь</translation>
        </message>
        <message>
            <source>Cash in and out</source>
            <translation>Наличные</translation>
        </message>
        <message>
            <source>Sales</source>
            <translation>Продажи</translation>
        </message>
        <message>
            <source>Suppliers</source>
            <translation>Поставщики</translation>
        </message>
        <message>
            <source>Notice</source>
            <translation>Уведомление</translation>
        </message>
        <message>
            <source>News item</source>
            <translation>Новость</translation>
        </message>
        <message>
            <source>Offer</source>
            <translation>Предложение</translation>
        </message>
        <message>
            <source>Also withdrawn ones and those that are over</source>
            <translation>Показать отозванные и завершённые</translation>
        </message>
        <message>
            <source>The bank has told no news</source>
            <translation>Новостей от банка нет</translation>
        </message>
        <message>
            <source>Withdrawn by the bank</source>
            <translation>Отозвано банком</translation>
        </message>
        <message>
            <source>Over since {day}</source>
            <translation>Завершено {day}</translation>
        </message>
        <message>
            <source>Until {day} inclusive</source>
            <translation>По {day} включительно</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Заголовок</translation>
        </message>
        <message>
            <source>Told</source>
            <translation>Сообщено</translation>
        </message>
        <message>
            <source>News</source>
            <translation>Новости</translation>
        </message>
        <message>
            <source>Exchange rates</source>
            <translation>Курсы валют</translation>
        </message>
        <message>
            <source>Converter</source>
            <translation>Конвертер</translation>
        </message>
        <message>
            <source>Cut-off times and tariffs</source>
            <translation>Время исполнения и тарифы</translation>
        </message>
        <message>
            <source>Papers of the bank</source>
            <translation>Документы банка</translation>
        </message>
        <message>
            <source>Information of the bank</source>
            <translation>Информация банка</translation>
        </message>
        <message>
            <source>Bank sells</source>
            <translation>Продажа банком</translation>
        </message>
        <message>
            <source>Official</source>
            <translation>Официальный</translation>
        </message>
        <message>
            <source>Bank buys</source>
            <translation>Покупка банком</translation>
        </message>
        <message>
            <source>Rate by days</source>
            <translation>Курс по дням</translation>
        </message>
        <message>
            <source>Official rates from a file…</source>
            <translation>Официальные курсы из файла…</translation>
        </message>
        <message>
            <source>A file XML_daily of the Bank of Russia</source>
            <translation>Файл XML_daily Банка России</translation>
        </message>
        <message>
            <source>In roubles. A rate holds from its day until another is told; the bank buys and sells at its own.</source>
            <translation>В рублях. Курс действует со своего дня до следующего; банк покупает и продаёт по собственному курсу.</translation>
        </message>
        <message>
            <source>Official rates from a file</source>
            <translation>Официальные курсы из файла</translation>
        </message>
        <message>
            <source>Rates of the Bank of Russia (*.xml *.asp);;All files (*)</source>
            <translation>Курсы Банка России (*.xml *.asp);;Все файлы (*)</translation>
        </message>
        <message numerus="yes">
            <source>%n official rate(s)</source>
            <translation>
                <numerusform>%n официальный курс</numerusform>
                <numerusform>%n официальных курса</numerusform>
                <numerusform>%n официальных курсов</numerusform>
            </translation>
        </message>
        <message>
            <source>{rates} of {day} are kept</source>
            <translation>Сохранено: {rates} на {day}</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>Единиц</translation>
        </message>
        <message>
            <source>Moved by</source>
            <translation>Изменение</translation>
        </message>
        <message>
            <source>Rate of</source>
            <translation>Курс от</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Источник</translation>
        </message>
        <message>
            <source>Bank of Russia</source>
            <translation>Банк России</translation>
        </message>
        <message>
            <source>All letters</source>
            <translation>Все письма</translation>
        </message>
        <message>
            <source>Unread letters</source>
            <translation>Непрочитанные</translation>
        </message>
        <message>
            <source>Waiting for the bank</source>
            <translation>Ждут ответа банка</translation>
        </message>
        <message>
            <source>With files</source>
            <translation>С файлами</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>Архив</translation>
        </message>
        <message>
            <source>Which letters are shown</source>
            <translation>Какие письма показаны</translation>
        </message>
        <message>
            <source>Kind of letter</source>
            <translation>Тип письма</translation>
        </message>
        <message>
            <source>Of all kinds</source>
            <translation>Всех типов</translation>
        </message>
        <message>
            <source>The letter is not about this document</source>
            <translation>Письмо не об этом документе</translation>
        </message>
        <message>
            <source>About the document {name}</source>
            <translation>О документе {name}</translation>
        </message>
        <message>
            <source>Perhaps this helps:</source>
            <translation>Возможно, это поможет:</translation>
        </message>
        <message>
            <source>In this conversation there is a letter that was not sent. Open it, or write another one?</source>
            <translation>В этой переписке есть неотправленное письмо. Открыть его или написать новое?</translation>
        </message>
        <message>
            <source>Open the draft?</source>
            <translation>Открыть черновик?</translation>
        </message>
        <message>
            <source>Open the draft</source>
            <translation>Открыть черновик</translation>
        </message>
        <message>
            <source>Write another one</source>
            <translation>Написать новое</translation>
        </message>
        <message>
            <source>Did the bank's answer help?</source>
            <translation>Помог ли ответ банка?</translation>
        </message>
        <message>
            <source>What should be better? (not required)</source>
            <translation>Что улучшить? (необязательно)</translation>
        </message>
        <message>
            <source>Note to the mark</source>
            <translation>Пояснение к оценке</translation>
        </message>
        <message>
            <source>Send the mark</source>
            <translation>Отправить оценку</translation>
        </message>
        <message>
            <source>Change the mark</source>
            <translation>Изменить оценку</translation>
        </message>
        <message>
            <source>Your mark: {mark} – {words}</source>
            <translation>Ваша оценка: {mark} – {words}</translation>
        </message>
        <message>
            <source>{mark}: “{note}”.</source>
            <translation>{mark}: «{note}».</translation>
        </message>
        <message>
            <source>The bank gets it with the next synchronisation.</source>
            <translation>Банк получит её при следующем обмене.</translation>
        </message>
        <message>
            <source>It can be changed until {time}.</source>
            <translation>Её можно изменить до {time}.</translation>
        </message>
        <message>
            <source>screen</source>
            <translation>экран</translation>
        </message>
        <message>
            <source>From a file: exchange, table, picture or PDF…</source>
            <translation>Из файла: обмен, таблица, изображение или PDF…</translation>
        </message>
        <message>
            <source>From the clipboard: QR code, invoice or table</source>
            <translation>Из буфера обмена: QR-код, счёт или таблица</translation>
        </message>
        <message>
            <source>Choose a part of the screen</source>
            <translation>Выбор области экрана</translation>
        </message>
        <message>
            <source>Drag a frame around the code. Enter: the whole screen, Esc: cancel.</source>
            <translation>Обведите код рамкой. Enter — весь экран, Esc — отмена.</translation>
        </message>
        <message>
            <source>as it stands there</source>
            <translation>как в источнике</translation>
        </message>
        <message>
            <source>written otherwise</source>
            <translation>записано иначе</translation>
        </message>
        <message>
            <source>a guess, {share} % sure: compare it</source>
            <translation>предположение, уверенность {share} %, сверьте</translation>
        </message>
        <message>
            <source>How the fields were filled</source>
            <translation>Как заполнены поля</translation>
        </message>
        <message>
            <source>Read from: {name}</source>
            <translation>Прочитано: {name}</translation>
        </message>
        <message>
            <source>Nothing is signed or sent by itself. Compare each field before you save.</source>
            <translation>Само ничего не подписывается и не отправляется. Перед сохранением сверьте каждое поле.</translation>
        </message>
        <message>
            <source>not found: fill it in</source>
            <translation>не найдено, заполните</translation>
        </message>
        <message>
            <source>Also in the code:</source>
            <translation>В коде есть ещё:</translation>
        </message>
        <message>
            <source>{words}, from “{source}”</source>
            <translation>{words}: из «{source}»</translation>
        </message>
        <message>
            <source>Picture that was read</source>
            <translation>Прочитанное изображение</translation>
        </message>
        <message>
            <source>Text that was read</source>
            <translation>Прочитанный текст</translation>
        </message>
        <message>
            <source>Notifications and exports</source>
            <translation>Уведомления и выгрузка</translation>
        </message>
        <message>
            <source>Rules of notifications…</source>
            <translation>Правила уведомлений…</translation>
        </message>
        <message>
            <source>Exports into folders…</source>
            <translation>Выгрузка в папки…</translation>
        </message>
        <message>
            <source>E-mail…</source>
            <translation>Почта…</translation>
        </message>
        <message>
            <source>Rules say what you are told of. Exports write statements into a folder after each synchronisation or at a time of day; the log says which file was written when.</source>
            <translation>Правила указывают, о чём сообщать. Выгрузка пишет выписки в папку после каждого сеанса связи или в заданное время; журнал показывает, какой файл когда записан.</translation>
        </message>
        <message>
            <source>Text under your letters</source>
            <translation>Подпись в письмах</translation>
        </message>
        <message>
            <source>For example: position, name, direct telephone</source>
            <translation>Например: должность, имя, прямой телефон</translation>
        </message>
        <message>
            <source>Both stand in every new letter and can be changed there.</source>
            <translation>И то и другое подставляется в каждое новое письмо, там их можно изменить.</translation>
        </message>
        <message>
            <source>Tables of banks (CSV, XLSX)</source>
            <translation>Таблицы банков (CSV, XLSX)</translation>
        </message>
        <message>
            <source>A profile says what the columns of a table mean. Profiles are made where a table is imported; here they are renamed, deleted and exchanged.</source>
            <translation>Профиль указывает назначение колонок таблицы. Профили создаются при импорте таблицы, здесь их можно переименовать, удалить, выгрузить и загрузить.</translation>
        </message>
        <message>
            <source>Profiles of tables…</source>
            <translation>Профили таблиц…</translation>
        </message>
        <message>
            <source>Operations found</source>
            <translation>Найденные операции</translation>
        </message>
        <message>
            <source>Own account</source>
            <translation>Свой счёт</translation>
        </message>
        <message>
            <source>How many days</source>
            <translation>Сколько дней</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) back and ahead</source>
            <translation>
                <numerusform>%n день назад и вперёд</numerusform>
                <numerusform>%n дня назад и вперёд</numerusform>
                <numerusform>%n дней назад и вперёд</numerusform>
            </translation>
        </message>
        <message>
            <source>Expected income…</source>
            <translation>Ожидаемые поступления…</translation>
        </message>
        <message>
            <source>What you believe will come: the forecast counts it</source>
            <translation>Что, по-вашему, поступит: учитывается в прогнозе</translation>
        </message>
        <message>
            <source>There is no forecast for a closed account or one of another bank.</source>
            <translation>Для закрытого счёта и счёта в другом банке прогноза нет.</translation>
        </message>
        <message>
            <source>Forecast of the balance, {period}</source>
            <translation>Прогноз остатка, {period}</translation>
        </message>
        <message>
            <source>Where it is known from</source>
            <translation>Откуда известно</translation>
        </message>
        <message>
            <source>Available now</source>
            <translation>Доступно сейчас</translation>
        </message>
        <message>
            <source>Will come</source>
            <translation>Поступит</translation>
        </message>
        <message>
            <source>Will go</source>
            <translation>Будет списано</translation>
        </message>
        <message>
            <source>Least, on {day}</source>
            <translation>Меньше всего {day}</translation>
        </message>
        <message>
            <source>At the end</source>
            <translation>В конце</translation>
        </message>
        <message>
            <source>By all that is known today the money lasts.</source>
            <translation>По всему, что известно сегодня, денег хватает.</translation>
        </message>
        <message>
            <source>On {day} {amount} will be missing.</source>
            <translation>{day} не хватит {amount}.</translation>
        </message>
        <message>
            <source>What is ahead</source>
            <translation>Что предстоит</translation>
        </message>
        <message>
            <source>Nothing is on its way in these days: no documents, nothing in the calendar, nothing expected</source>
            <translation>В эти дни движений не предвидится: нет документов в пути, ничего в календаре и ничего не ожидается</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Замечаний</translation>
        </message>
        <message>
            <source>Nothing is wrong with this account</source>
            <translation>По этому счёту замечаний нет</translation>
        </message>
        <message>
            <source>Ask the bank again</source>
            <translation>Запросить банк ещё раз</translation>
        </message>
        <message>
            <source>Read these days from the bank once more and compare</source>
            <translation>Ещё раз получить эти дни из банка и сравнить</translation>
        </message>
        <message>
            <source>Open the day</source>
            <translation>Открыть день</translation>
        </message>
        <message>
            <source>Show the operation</source>
            <translation>Показать операцию</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>Идёт проверка…</translation>
        </message>
        <message>
            <source>Check of statements, {period}</source>
            <translation>Проверка выписок, {period}</translation>
        </message>
        <message>
            <source>Go to</source>
            <translation>Перейти</translation>
        </message>
        <message>
            <source>A part of the name of a page or an action</source>
            <translation>Часть названия страницы или действия</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>Что обнаружено</translation>
        </message>
        <message>
            <source>Nothing that can be done now has such a name</source>
            <translation>Среди доступных сейчас страниц и действий такого названия нет</translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s) for your information</source>
            <translation>
                <numerusform>%n замечание для сведения</numerusform>
                <numerusform>%n замечания для сведения</numerusform>
                <numerusform>%n замечаний для сведения</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n finding(s) need looking at</source>
            <translation>
                <numerusform>%n замечание требует внимания</numerusform>
                <numerusform>%n замечания требуют внимания</numerusform>
                <numerusform>%n замечаний требуют внимания</numerusform>
            </translation>
        </message>
        <message>
            <source>{account}, {start} – {end}: {new} new, {differing} told otherwise, {same} the same</source>
            <translation>{account}, {start} – {end}: новых {new}, изменённых {differing}, прежних {same}</translation>
        </message>
        <message>
            <source>Everything agrees</source>
            <translation>Всё сходится</translation>
        </message>
        <message numerus="yes">
            <source>%n account(s) looked through</source>
            <translation>
                <numerusform>Проверен %n счёт</numerusform>
                <numerusform>Проверено %n счёта</numerusform>
                <numerusform>Проверено %n счетов</numerusform>
            </translation>
        </message>
        <message>
            <source>Opening balance plus credits minus debits gives the closing balance of every day, each day begins with what the one before left, nothing is missing, nothing is there twice, and the days the bank signed are as it signed them.</source>
            <translation>Входящий остаток плюс поступления минус списания даёт исходящий остаток каждого дня, каждый день начинается с остатка предыдущего, пропусков и повторов нет, подписанные банком дни совпадают с подписанным.</translation>
        </message>
        <message>
            <source>Statement files ({endings});;All files (*)</source>
            <translation>Файлы выписок ({endings});;Все файлы (*)</translation>
        </message>
        <message>
            <source>Statement file</source>
            <translation>Файл выписки</translation>
        </message>
        <message>
            <source>Statement from a file</source>
            <translation>Выписка из файла</translation>
        </message>
        <message>
            <source>Accounts of the file</source>
            <translation>Счета в файле</translation>
        </message>
        <message>
            <source>What is wrong with the file</source>
            <translation>Замечания к файлу</translation>
        </message>
        <message>
            <source>Columns…</source>
            <translation>Столбцы…</translation>
        </message>
        <message>
            <source>What the columns of the table mean</source>
            <translation>Что означают столбцы таблицы</translation>
        </message>
        <message>
            <source>Take into the archive</source>
            <translation>Принять в архив</translation>
        </message>
        <message>
            <source>Taking in…</source>
            <translation>Загрузка…</translation>
        </message>
        <message>
            <source>The file tells of no account</source>
            <translation>В файле нет ни одного счёта</translation>
        </message>
        <message>
            <source>Say first how the dates are to be read</source>
            <translation>Сначала укажите, как читать даты</translation>
        </message>
        <message>
            <source>{name}: {new} new, {known} known before</source>
            <translation>{name}: новых операций {new}, уже известных {known}</translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s) the bank did not tell of are set apart: see the check</source>
            <translation>
                <numerusform>%n операция, о которой банк не сообщал, сохранена отдельно: см. проверку</numerusform>
                <numerusform>%n операции, о которых банк не сообщал, сохранены отдельно: см. проверку</numerusform>
                <numerusform>%n операций, о которых банк не сообщал, сохранены отдельно: см. проверку</numerusform>
            </translation>
        </message>
        <message>
            <source>This very file was taken in on {when}.</source>
            <translation>Этот же файл уже принят {when}.</translation>
        </message>
        <message>
            <source>Of accounts at your bank the bank's own word counts: operations that only the file tells are set apart and shown by the check.</source>
            <translation>По счетам в вашем банке верны данные самого банка: операции, которые есть только в файле, хранятся отдельно и показываются при проверке.</translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s) of these days are here and no longer in the file: they stay, marked</source>
            <translation>
                <numerusform>%n операции этих дней больше нет в файле: она останется с пометкой</numerusform>
                <numerusform>%n операций этих дней больше нет в файле: они останутся с пометкой</numerusform>
                <numerusform>%n операций этих дней больше нет в файле: они останутся с пометкой</numerusform>
            </translation>
        </message>
        <message>
            <source>New ones</source>
            <translation>Новых</translation>
        </message>
        <message>
            <source>Known ones</source>
            <translation>Известных</translation>
        </message>
        <message>
            <source>Gone ones</source>
            <translation>Пропало</translation>
        </message>
        <message>
            <source>Your bank</source>
            <translation>Ваш банк</translation>
        </message>
        <message>
            <source>Other bank</source>
            <translation>Другой банк</translation>
        </message>
        <message>
            <source>Currency of the summary</source>
            <translation>Валюта сводки</translation>
        </message>
        <message>
            <source>Each in its own currency</source>
            <translation>Каждый в своей валюте</translation>
        </message>
        <message>
            <source>All in {currency}</source>
            <translation>Все в {currency}</translation>
        </message>
        <message>
            <source>All organisations</source>
            <translation>Все организации</translation>
        </message>
        <message>
            <source>No accounts on this day</source>
            <translation>В этот день счетов не было</translation>
        </message>
        <message>
            <source>Summary of accounts on {day}</source>
            <translation>Сводка по счетам на {day}</translation>
        </message>
        <message>
            <source>In one currency</source>
            <translation>В одной валюте</translation>
        </message>
        <message>
            <source>As of</source>
            <translation>По состоянию на</translation>
        </message>
        <message>
            <source>Only this organisation so far. Others count once you went over from them in this session ({key}).</source>
            <translation>Пока только эта организация. Остальные войдут в сводку, когда вы перейдёте из них в этом сеансе ({key}).</translation>
        </message>
        <message>
            <source>No rate on this day, hence not in the sum: {currencies}</source>
            <translation>Нет курса на этот день, поэтому в сумму не вошли: {currencies}</translation>
        </message>
        <message>
            <source>This account is of {organisation}: go over to it to see the operations.</source>
            <translation>Это счёт организации «{organisation}»: перейдите к ней, чтобы увидеть операции.</translation>
        </message>
        <message>
            <source>This one and those that you went over from in this session</source>
            <translation>Эта организация и те, из которых вы перешли в этом сеансе</translation>
        </message>
        <message>
            <source>Start of the day</source>
            <translation>На начало дня</translation>
        </message>
        <message>
            <source>End of the day</source>
            <translation>На конец дня</translation>
        </message>
        <message>
            <source>In {currency}</source>
            <translation>В {currency}</translation>
        </message>
        <message>
            <source>All together</source>
            <translation>Всего</translation>
        </message>
        <message>
            <source>{currency}: closing balance</source>
            <translation>{currency}: исходящий остаток</translation>
        </message>
        <message>
            <source>{name}: closed, and not known before {day}: not in the sums</source>
            <translation>{name}: закрыта, до {day} данных нет — в суммы не входит</translation>
        </message>
        <message>
            <source>{name}: the bank was never asked yet</source>
            <translation>{name}: банк ещё ни разу не запрашивался</translation>
        </message>
        <message>
            <source>{name}: closed, as of {when}</source>
            <translation>{name}: закрыта, данные на {when}</translation>
        </message>
        <message>
            <source>{name}: the bank was asked last on {when}</source>
            <translation>{name}: последний обмен с банком {when}</translation>
        </message>
        <message>
            <source>never</source>
            <translation>никогда</translation>
        </message>
        <message>
            <source>no rate</source>
            <translation>нет курса</translation>
        </message>
        <message>
            <source>Number, name, INN, account, purpose or amount</source>
            <translation>Номер, наименование, ИНН, счёт, назначение или сумма</translation>
        </message>
        <message>
            <source>Type a part of anything: a number, a name, an INN, an account, words of the purpose, an amount. Everything that was ever posted is searched.</source>
            <translation>Введите любую часть: номера, наименования, ИНН, счёта, назначения, суммы. Поиск идёт по всем операциям за всё время.</translation>
        </message>
        <message>
            <source>Operations with “{words}”</source>
            <translation>Операции с «{words}»</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Идёт поиск…</translation>
        </message>
        <message>
            <source>Found: {count}</source>
            <translation>Найдено: {count}</translation>
        </message>
        <message>
            <source>The newest {count}; more come as you scroll</source>
            <translation>Последние {count}; остальные появятся при прокрутке</translation>
        </message>
        <message>
            <source>By counterparty</source>
            <translation>По контрагентам</translation>
        </message>
        <message>
            <source>By category</source>
            <translation>По категориям</translation>
        </message>
        <message>
            <source>By month</source>
            <translation>По месяцам</translation>
        </message>
        <message>
            <source>Turnover by what</source>
            <translation>Обороты по чему</translation>
        </message>
        <message>
            <source>Search in the table</source>
            <translation>Поиск в таблице</translation>
        </message>
        <message>
            <source>Categories…</source>
            <translation>Категории…</translation>
        </message>
        <message>
            <source>Which words, INN and directions make a category</source>
            <translation>По каким словам, ИНН и направлению определяется категория</translation>
        </message>
        <message>
            <source>Turnover by counterparty, {period}</source>
            <translation>Обороты по контрагентам, {period}</translation>
        </message>
        <message>
            <source>Turnover by category, {period}</source>
            <translation>Обороты по категориям, {period}</translation>
        </message>
        <message>
            <source>Turnover by month, {period}</source>
            <translation>Обороты по месяцам, {period}</translation>
        </message>
        <message>
            <source>Operations: {title}</source>
            <translation>Операции: {title}</translation>
        </message>
        <message>
            <source>Turnover</source>
            <translation>Обороты</translation>
        </message>
        <message>
            <source>Without a category</source>
            <translation>Без категории</translation>
        </message>
        <message>
            <source>No name</source>
            <translation>Без наименования</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>Доля</translation>
        </message>
        <message>
            <source>Part of the turnover</source>
            <translation>Часть оборота</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Разница</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Строк</translation>
        </message>
        <message>
            <source>Share, %</source>
            <translation>Доля, %</translation>
        </message>
        <message>
            <source>By day</source>
            <translation>По дням</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>Сводка</translation>
        </message>
        <message>
            <source>Forecast</source>
            <translation>Прогноз</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Проверка</translation>
        </message>
        <message>
            <source>Import of a table: {name}</source>
            <translation>Импорт таблицы: {name}</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Профиль</translation>
        </message>
        <message>
            <source>Profiles…</source>
            <translation>Профили…</translation>
        </message>
        <message>
            <source>There is nothing to show of this file.</source>
            <translation>Показать в этом файле нечего.</translation>
        </message>
        <message>
            <source>Import of a table</source>
            <translation>Импорт таблицы</translation>
        </message>
        <message>
            <source>Say above each column what it holds. Nothing is taken before you press the button below.</source>
            <translation>Укажите над каждой колонкой, что в ней. Пока не нажата кнопка внизу, ничего не загружается.</translation>
        </message>
        <message>
            <source>Save as a profile…</source>
            <translation>Сохранить как профиль…</translation>
        </message>
        <message>
            <source>Take the statement</source>
            <translation>Загрузить выписку</translation>
        </message>
        <message>
            <source>Take the payments</source>
            <translation>Загрузить платежи</translation>
        </message>
        <message>
            <source>New mapping</source>
            <translation>Новая разметка</translation>
        </message>
        <message>
            <source>{name} (built in)</source>
            <translation>{name} (встроенный)</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Нет</translation>
        </message>
        <message>
            <source>As found</source>
            <translation>Определить</translation>
        </message>
        <message>
            <source>Account of the statement</source>
            <translation>Счёт выписки</translation>
        </message>
        <message>
            <source>Account to pay from</source>
            <translation>Счёт списания</translation>
        </message>
        <message>
            <source>Row of titles</source>
            <translation>Строка заголовков</translation>
        </message>
        <message>
            <source>Debits and credits</source>
            <translation>Списания и поступления</translation>
        </message>
        <message>
            <source>Order of dates</source>
            <translation>Порядок в дате</translation>
        </message>
        <message>
            <source>Decimal sign</source>
            <translation>Десятичный знак</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>Кодировка</translation>
        </message>
        <message>
            <source>Separator</source>
            <translation>Разделитель</translation>
        </message>
        <message>
            <source>Found: {what}</source>
            <translation>Найдено: {what}</translation>
        </message>
        <message>
            <source>20 digits</source>
            <translation>20 цифр</translation>
        </message>
        <message>
            <source>First rows of the file</source>
            <translation>Первые строки файла</translation>
        </message>
        <message>
            <source>Double-click a number: this row has the titles of the columns</source>
            <translation>Двойной щелчок по номеру: в этой строке заголовки колонок</translation>
        </message>
        <message>
            <source>Column {title} means</source>
            <translation>Значение колонки «{title}»</translation>
        </message>
        <message>
            <source>Problems of the file</source>
            <translation>Замечания к файлу</translation>
        </message>
        <message numerus="yes">
            <source>%n payment(s)</source>
            <translation>
                <numerusform>%n платёж</numerusform>
                <numerusform>%n платежа</numerusform>
                <numerusform>%n платежей</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s)</source>
            <translation>
                <numerusform>%n операция</numerusform>
                <numerusform>%n операции</numerusform>
                <numerusform>%n операций</numerusform>
            </translation>
        </message>
        <message>
            <source>{words}: debits {debits}, credits {credits}.</source>
            <translation>{words}: списания {debits}, поступления {credits}.</translation>
        </message>
        <message>
            <source>Profiles of tables (*.json);;All files (*)</source>
            <translation>Профили таблиц (*.json);;Все файлы (*)</translation>
        </message>
        <message>
            <source>Save as a profile</source>
            <translation>Сохранить как профиль</translation>
        </message>
        <message>
            <source>Name of the profile</source>
            <translation>Название профиля</translation>
        </message>
        <message>
            <source>For example, the name of the bank</source>
            <translation>Например, название банка</translation>
        </message>
        <message>
            <source>Remember the account {account}</source>
            <translation>Запомнить счёт {account}</translation>
        </message>
        <message>
            <source>The next file with these columns is read without asking.</source>
            <translation>Следующий файл с такими колонками загрузится без вопросов.</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>Заменить</translation>
        </message>
        <message>
            <source>Profiles of tables</source>
            <translation>Профили таблиц</translation>
        </message>
        <message>
            <source>No profiles yet. Map the columns of a file and save that as a profile.</source>
            <translation>Профилей пока нет. Разметьте колонки файла и сохраните разметку как профиль.</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Выгрузить…</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>Загрузить…</translation>
        </message>
        <message>
            <source>Delete the profile “{name}”?</source>
            <translation>Удалить профиль «{name}»?</translation>
        </message>
        <message>
            <source>What was taken in by it stays. The next file of the kind is asked about again.</source>
            <translation>Загруженное по нему останется. О следующем таком файле программа спросит снова.</translation>
        </message>
        <message>
            <source>Export a profile</source>
            <translation>Выгрузка профиля</translation>
        </message>
        <message>
            <source>Import a profile</source>
            <translation>Загрузка профиля</translation>
        </message>
        <message>
            <source>Another profile has this name</source>
            <translation>Такое название уже есть у другого профиля</translation>
        </message>
        <message>
            <source>For</source>
            <translation>Для чего</translation>
        </message>
        <message>
            <source>statements</source>
            <translation>выписки</translation>
        </message>
        <message>
            <source>Not used</source>
            <translation>Не используется</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Выберите…</translation>
        </message>
        <message>
            <source>Two columns: debit and credit</source>
            <translation>Две колонки: списание и поступление</translation>
        </message>
        <message>
            <source>A minus is a debit</source>
            <translation>Минус — списание</translation>
        </message>
        <message>
            <source>A minus is a credit</source>
            <translation>Минус — поступление</translation>
        </message>
        <message>
            <source>A plus is a credit, no sign a debit</source>
            <translation>Плюс — поступление, без знака — списание</translation>
        </message>
        <message>
            <source>A column says debit or credit</source>
            <translation>Отдельная колонка</translation>
        </message>
        <message>
            <source>Payer or payee is the own account</source>
            <translation>По своему счёту: плательщик или получатель</translation>
        </message>
        <message>
            <source>Day, month, year</source>
            <translation>День, месяц, год</translation>
        </message>
        <message>
            <source>Month, day, year</source>
            <translation>Месяц, день, год</translation>
        </message>
        <message>
            <source>Year, month, day</source>
            <translation>Год, месяц, день</translation>
        </message>
        <message>
            <source>Comma: 1 234,56</source>
            <translation>Запятая: 1 234,56</translation>
        </message>
        <message>
            <source>Point: 1,234.56</source>
            <translation>Точка: 1,234.56</translation>
        </message>
        <message>
            <source>Semicolon ;</source>
            <translation>Точка с запятой ;</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Табуляция</translation>
        </message>
        <message>
            <source>Comma ,</source>
            <translation>Запятая ,</translation>
        </message>
        <message>
            <source>Bar |</source>
            <translation>Черта |</translation>
        </message>
        <message>
            <source>Choose how debits are told from credits.</source>
            <translation>Выберите, как отличать списания от поступлений.</translation>
        </message>
        <message>
            <source>Say which columns hold: {fields}.</source>
            <translation>Укажите, в каких колонках: {fields}.</translation>
        </message>
        <message>
            <source>The bank has made out no papers yet</source>
            <translation>Банк пока не выдавал документов</translation>
        </message>
        <message>
            <source>Ask for a reference…</source>
            <translation>Запросить справку…</translation>
        </message>
        <message>
            <source>Look at the paper</source>
            <translation>Просмотр и печать</translation>
        </message>
        <message>
            <source>PDF with signature…</source>
            <translation>PDF с подписью…</translation>
        </message>
        <message>
            <source>Beside the PDF the signed bytes, the bank's signature and its certificate are saved: openssl checks them.</source>
            <translation>Рядом с PDF сохраняются подписанные данные, подпись банка и сертификат удостоверяющего центра: их проверяет openssl.</translation>
        </message>
        <message>
            <source>Save the paper</source>
            <translation>Сохранить документ</translation>
        </message>
        <message>
            <source>Saved: {pdf}, beside it {signature}</source>
            <translation>Сохранено: {pdf}, рядом {signature}</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Документ</translation>
        </message>
        <message>
            <source>Where it will be shown</source>
            <translation>Для предъявления</translation>
        </message>
        <message>
            <source>Day of the week</source>
            <translation>День недели</translation>
        </message>
        <message>
            <source>STARTTLS</source>
            <translation>STARTTLS</translation>
        </message>
        <message>
            <source>TLS from the beginning</source>
            <translation>TLS с начала соединения</translation>
        </message>
        <message>
            <source>None (only a server on this computer)</source>
            <translation>Нет (только сервер на этом компьютере)</translation>
        </message>
        <message>
            <source>Notifications by e-mail</source>
            <translation>Уведомления по почте</translation>
        </message>
        <message>
            <source>Send notifications by e-mail</source>
            <translation>Отправлять уведомления по почте</translation>
        </message>
        <message>
            <source>Send a test</source>
            <translation>Проверить отправку</translation>
        </message>
        <message>
            <source>Mail server</source>
            <translation>Почтовый сервер</translation>
        </message>
        <message>
            <source>Encryption</source>
            <translation>Шифрование</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Порт</translation>
        </message>
        <message>
            <source>User at the server</source>
            <translation>Имя на сервере</translation>
        </message>
        <message>
            <source>Password at the server</source>
            <translation>Пароль на сервере</translation>
        </message>
        <message>
            <source>From the address</source>
            <translation>Адрес отправителя</translation>
        </message>
        <message>
            <source>To the address</source>
            <translation>Адрес получателя</translation>
        </message>
        <message>
            <source>kept; type to change it</source>
            <translation>сохранён; введите, чтобы изменить</translation>
        </message>
        <message>
            <source>The last letter did not go: {problem} Next attempt: {time}.</source>
            <translation>Последнее письмо не ушло: {problem} Следующая попытка: {time}.</translation>
        </message>
        <message>
            <source>The data are not encrypted: a password can be kept after they are (Settings, Protection).</source>
            <translation>Данные не зашифрованы: пароль можно сохранить после шифрования («Настройки», «Защита данных»).</translation>
        </message>
        <message>
            <source>The letter was taken</source>
            <translation>Письмо принято</translation>
        </message>
        <message>
            <source>The server has taken the test. Look whether it has come.</source>
            <translation>Сервер принял проверочное письмо. Проверьте, пришло ли оно.</translation>
        </message>
        <message>
            <source>No statement file was taken into the archive yet</source>
            <translation>В архив ещё не принято ни одного файла выписки</translation>
        </message>
        <message>
            <source>Take this import back…</source>
            <translation>Отменить загрузку…</translation>
        </message>
        <message>
            <source>Take this import back… ({key})</source>
            <translation>Отменить загрузку… ({key})</translation>
        </message>
        <message>
            <source>Take the import of “{name}” back?</source>
            <translation>Отменить загрузку файла «{name}»?</translation>
        </message>
        <message>
            <source>The file itself stays where it is and can be taken in again.</source>
            <translation>Сам файл останется на месте, его можно принять снова.</translation>
        </message>
        <message>
            <source>{name} was taken back: {gone} operation(s) went, {stay} stayed</source>
            <translation>Загрузка файла {name} отменена: удалено операций — {gone}, осталось — {stay}</translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s) only this file told will be removed</source>
            <translation>
                <numerusform>Будет удалена %n операция: о ней сообщал только этот файл</numerusform>
                <numerusform>Будут удалены %n операции: о них сообщал только этот файл</numerusform>
                <numerusform>Будет удалено %n операций: о них сообщал только этот файл</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n operation(s) another file told too will stay</source>
            <translation>
                <numerusform>Останется %n операция: о ней сообщает и другой файл</numerusform>
                <numerusform>Останутся %n операции: о них сообщают и другие файлы</numerusform>
                <numerusform>Останется %n операций: о них сообщают и другие файлы</numerusform>
            </translation>
        </message>
        <message>
            <source>Accounts: {accounts}</source>
            <translation>Счета: {accounts}</translation>
        </message>
        <message>
            <source>What the bank itself told is not touched.</source>
            <translation>То, что сообщил сам банк, не изменится.</translation>
        </message>
        <message>
            <source>Taken in</source>
            <translation>Принят</translation>
        </message>
        <message>
            <source>By whom</source>
            <translation>Кем</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Размер</translation>
        </message>
        <message>
            <source>Day first: {days}</source>
            <translation>Сначала день: {days}</translation>
        </message>
        <message>
            <source>Month first: {days}</source>
            <translation>Сначала месяц: {days}</translation>
        </message>
        <message>
            <source>The file does not tell the order of its dates. Which reading is right?</source>
            <translation>По файлу нельзя понять порядок в датах. Какое прочтение верно?</translation>
        </message>
        <message>
            <source>The choice is kept for the account.</source>
            <translation>Выбор запомнится для счёта.</translation>
        </message>
        <message>
            <source>Set up e-mail…</source>
            <translation>Настроить почту…</translation>
        </message>
        <message>
            <source>Nothing goes by e-mail: no mail server is set up, or sending is switched off.</source>
            <translation>По почте ничего не уходит: почтовый сервер не настроен или отправка выключена.</translation>
        </message>
        <message>
            <source>E-mail goes through your own server.</source>
            <translation>Письма уходят через ваш почтовый сервер.</translation>
        </message>
        <message>
            <source>For example</source>
            <translation>Например</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) before</source>
            <translation>
                <numerusform>за %n день</numerusform>
                <numerusform>за %n дня</numerusform>
                <numerusform>за %n дней</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) before</source>
            <translation>
                <numerusform>за %n минуту</numerusform>
                <numerusform>за %n минуты</numerusform>
                <numerusform>за %n минут</numerusform>
            </translation>
        </message>
        <message>
            <source>It counts on {day}.</source>
            <translation>Дата валютирования — {day}.</translation>
        </message>
        <message>
            <source>closed since {day}</source>
            <translation>исключён с {day}</translation>
        </message>
        <message>
            <source>since {day}</source>
            <translation>с {day}</translation>
        </message>
        <message>
            <source>successor: BIC {bic}</source>
            <translation>преемник: БИК {bic}</translation>
        </message>
        <message>
            <source>Directory of the Bank of Russia (*.xml *.zip *.gz)</source>
            <translation>Справочник Банка России (*.xml *.zip *.gz)</translation>
        </message>
        <message>
            <source>Edition of {day}</source>
            <translation>Редакция от {day}</translation>
        </message>
        <message>
            <source>Excel table (*.xlsx)</source>
            <translation>Таблица Excel (*.xlsx)</translation>
        </message>
        <message>
            <source>Files of payments</source>
            <translation>Файлы платежей</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>Все файлы</translation>
        </message>
        <message>
            <source>Control code</source>
            <translation>Контрольный код</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Изображения</translation>
        </message>
        <message>
            <source>Check the network and try again; nothing is lost.</source>
            <translation>Проверьте сеть и повторите: ничего не потеряно.</translation>
        </message>
        <message numerus="yes">
            <source>%n of them with errors</source>
            <translation>
                <numerusform>из них с ошибками: %n</numerusform>
                <numerusform>из них с ошибками: %n</numerusform>
                <numerusform>из них с ошибками: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Synchronised.</source>
            <translation>Обмен выполнен.</translation>
        </message>
        <message>
            <source>of {count}</source>
            <translation>из {count}</translation>
        </message>
        <message>
            <source>To take it back: {key}</source>
            <translation>Отменить загрузку: {key}</translation>
        </message>
        <message>
            <source>Its balances do not add up: see the check</source>
            <translation>Остатки в файле не сходятся: см. проверку</translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) cannot be read.</source>
            <translation>
                <numerusform>%n строку прочитать нельзя.</numerusform>
                <numerusform>%n строки прочитать нельзя.</numerusform>
                <numerusform>%n строк прочитать нельзя.</numerusform>
            </translation>
        </message>
        <message>
            <source>Withdrawal of an acceptance</source>
            <translation>Отзыв заранее данного акцепта</translation>
        </message>
        <message>
            <source>Up to this amount each</source>
            <translation>На сумму не более (каждое)</translation>
        </message>
        <message>
            <source>Account closing</source>
            <translation>Закрытие счёта</translation>
        </message>
        <message>
            <source>What is closed</source>
            <translation>Что закрывается</translation>
        </message>
        <message>
            <source>What is left on it</source>
            <translation>Остаток на счёте</translation>
        </message>
        <message>
            <source>Account for the rest</source>
            <translation>Счёт для остатка</translation>
        </message>
        <message>
            <source>One of the organisation's accounts in the same currency.</source>
            <translation>Один из счетов организации в той же валюте.</translation>
        </message>
        <message>
            <source>The balance is confirmed; there are no unexecuted orders to this account</source>
            <translation>Остаток подтверждаю, неисполненных распоряжений к счёту нет</translation>
        </message>
        <message>
            <source>Account opening</source>
            <translation>Открытие счёта</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Контакты</translation>
        </message>
        <message>
            <source>Kind of account</source>
            <translation>Вид счёта</translation>
        </message>
        <message>
            <source>Current account</source>
            <translation>Текущий (расчётный) счёт</translation>
        </message>
        <message>
            <source>Current account with a transit account</source>
            <translation>Текущий счёт вместе с транзитным</translation>
        </message>
        <message>
            <source>Special account of a payment agent</source>
            <translation>Специальный счёт платёжного агента</translation>
        </message>
        <message>
            <source>What it will be used for</source>
            <translation>Для чего нужен счёт</translation>
        </message>
        <message>
            <source>For example: settlements under export.</source>
            <translation>Например: расчёты по экспорту.</translation>
        </message>
        <message>
            <source>The card of signatures in force serves this account too</source>
            <translation>Действующая карточка с образцами подписей — и для этого счёта</translation>
        </message>
        <message>
            <source>Connect to remote banking</source>
            <translation>Подключить к дистанционному обслуживанию</translation>
        </message>
        <message>
            <source>Contact person</source>
            <translation>Контактное лицо</translation>
        </message>
        <message>
            <source>Contact phone</source>
            <translation>Контактный телефон</translation>
        </message>
        <message>
            <source>File name</source>
            <translation>Имя файла</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Bank order</source>
            <translation>Банковский ордер</translation>
        </message>
        <message>
            <source>Payer's INN</source>
            <translation>ИНН плательщика</translation>
        </message>
        <message>
            <source>Payer's bank BIC</source>
            <translation>БИК банка плательщика</translation>
        </message>
        <message>
            <source>Payer's bank</source>
            <translation>Банк плательщика</translation>
        </message>
        <message>
            <source>Payer's bank correspondent account</source>
            <translation>Корр. счёт банка плательщика</translation>
        </message>
        <message>
            <source>Payee's bank</source>
            <translation>Банк получателя</translation>
        </message>
        <message>
            <source>Payee's bank correspondent account</source>
            <translation>Корр. счёт банка получателя</translation>
        </message>
        <message>
            <source>bank order</source>
            <translation>банковский ордер</translation>
        </message>
        <message>
            <source>Debited</source>
            <translation>Списано</translation>
        </message>
        <message>
            <source>Confirmation of the bank</source>
            <translation>Справка банка</translation>
        </message>
        <message>
            <source>Kind of reference</source>
            <translation>Вид справки</translation>
        </message>
        <message>
            <source>Balance of the account on a day</source>
            <translation>Остаток по счёту на дату</translation>
        </message>
        <message>
            <source>Turnover of the account for a period</source>
            <translation>Обороты по счёту за период</translation>
        </message>
        <message>
            <source>Unpaid orders to the account (card indexes 1 and 2)</source>
            <translation>Неисполненные распоряжения к счёту (картотеки 1 и 2)</translation>
        </message>
        <message>
            <source>List of open accounts</source>
            <translation>Перечень открытых счетов</translation>
        </message>
        <message>
            <source>Debt under loans</source>
            <translation>Ссудная задолженность</translation>
        </message>
        <message>
            <source>The bank confirms</source>
            <translation>Банк подтверждает</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Запрос</translation>
        </message>
        <message>
            <source>Statement of the bank</source>
            <translation>Выписка банка</translation>
        </message>
        <message>
            <source>Balances and turnover</source>
            <translation>Остатки и обороты</translation>
        </message>
        <message>
            <source>Total credits</source>
            <translation>Итого поступлений</translation>
        </message>
        <message>
            <source>Total debits</source>
            <translation>Итого списаний</translation>
        </message>
        <message>
            <source>Number of entries</source>
            <translation>Число проводок</translation>
        </message>
        <message>
            <source>Entries</source>
            <translation>Проводки</translation>
        </message>
        <message>
            <source>Counterparty's INN</source>
            <translation>ИНН контрагента</translation>
        </message>
        <message>
            <source>Counterparty's account</source>
            <translation>Счёт контрагента</translation>
        </message>
        <message>
            <source>Counterparty's bank BIC</source>
            <translation>БИК банка контрагента</translation>
        </message>
        <message>
            <source>Request to issue salary cards</source>
            <translation>Заявка на выпуск зарплатных карт</translation>
        </message>
        <message>
            <source>Office of the bank</source>
            <translation>Офис банка</translation>
        </message>
        <message>
            <source>The employees have agreed to the transfer of their personal data to the bank</source>
            <translation>Согласия сотрудников на передачу персональных данных банку получены</translation>
        </message>
        <message>
            <source>Personnel number</source>
            <translation>Табельный номер</translation>
        </message>
        <message>
            <source>Name on the card</source>
            <translation>Имя на карте</translation>
        </message>
        <message>
            <source>Identity document</source>
            <translation>Документ, удостоверяющий личность</translation>
        </message>
        <message>
            <source>Number of employees</source>
            <translation>Количество сотрудников</translation>
        </message>
        <message>
            <source>Cash deposit announcement</source>
            <translation>Объявление на взнос наличными</translation>
        </message>
        <message>
            <source>Who brings the cash</source>
            <translation>Кто вносит наличные</translation>
        </message>
        <message>
            <source>Sum</source>
            <translation>Сумма и состав</translation>
        </message>
        <message>
            <source>Day of the deposit</source>
            <translation>День взноса</translation>
        </message>
        <message>
            <source>Depositor</source>
            <translation>Вноситель</translation>
        </message>
        <message>
            <source>Kind, series, number, by whom and when it was issued.</source>
            <translation>Вид, серия, номер, кем и когда выдан.</translation>
        </message>
        <message>
            <source>Cash symbol</source>
            <translation>Кассовый символ</translation>
        </message>
        <message>
            <source>Source of the cash</source>
            <translation>Источник поступления</translation>
        </message>
        <message>
            <source>For example: takings of the shop.</source>
            <translation>Например: торговая выручка.</translation>
        </message>
        <message>
            <source>Notes and coins</source>
            <translation>Купюры и монеты</translation>
        </message>
        <message>
            <source>Nominal value, ₽</source>
            <translation>Номинал, ₽</translation>
        </message>
        <message>
            <source>Pieces</source>
            <translation>Количество</translation>
        </message>
        <message>
            <source>Total of notes and coins</source>
            <translation>Итого купюрами и монетами</translation>
        </message>
        <message>
            <source>Cash order</source>
            <translation>Заявка на получение наличных</translation>
        </message>
        <message>
            <source>Who receives the cash</source>
            <translation>Кто получает наличные</translation>
        </message>
        <message>
            <source>Day of the payout</source>
            <translation>День выдачи</translation>
        </message>
        <message>
            <source>Receiver</source>
            <translation>Получатель наличных</translation>
        </message>
        <message>
            <source>Wished notes and coins</source>
            <translation>Желаемые купюры и монеты</translation>
        </message>
        <message>
            <source>Request for charges</source>
            <translation>Запрос начислений</translation>
        </message>
        <message>
            <source>By the payer's INN</source>
            <translation>По ИНН плательщика</translation>
        </message>
        <message>
            <source>By the UIN of a charge</source>
            <translation>По УИН начисления</translation>
        </message>
        <message>
            <source>Only what is not paid</source>
            <translation>Только неоплаченные</translation>
        </message>
        <message>
            <source>Charges of the state</source>
            <translation>Начисления</translation>
        </message>
        <message>
            <source>Asked for</source>
            <translation>Запрошено</translation>
        </message>
        <message>
            <source>Number of charges</source>
            <translation>Количество начислений</translation>
        </message>
        <message>
            <source>Not paid in all</source>
            <translation>Всего не оплачено</translation>
        </message>
        <message>
            <source>What is charged</source>
            <translation>Что начислено</translation>
        </message>
        <message>
            <source>Charged on</source>
            <translation>Дата начисления</translation>
        </message>
        <message>
            <source>Pay until</source>
            <translation>Оплатить до</translation>
        </message>
        <message>
            <source>Not paid</source>
            <translation>Не оплачено</translation>
        </message>
        <message>
            <source>Is paid</source>
            <translation>Оплачено</translation>
        </message>
        <message>
            <source>Taxpayer status</source>
            <translation>Статус плательщика</translation>
        </message>
        <message>
            <source>Collection order</source>
            <translation>Инкассовое поручение</translation>
        </message>
        <message>
            <source>Ground of collection</source>
            <translation>Основание взыскания</translation>
        </message>
        <message>
            <source>collection order</source>
            <translation>инкассовое поручение</translation>
        </message>
        <message>
            <source>Contract: the payer gave his acceptance in advance</source>
            <translation>Договор: плательщик заранее дал акцепт</translation>
        </message>
        <message>
            <source>Law</source>
            <translation>Закон</translation>
        </message>
        <message>
            <source>Writ of execution</source>
            <translation>Исполнительный документ</translation>
        </message>
        <message>
            <source>Number of the contract, law or writ</source>
            <translation>№ договора, закона или исполнительного документа</translation>
        </message>
        <message>
            <source>Of</source>
            <translation>От</translation>
        </message>
        <message>
            <source>The court, the bailiffs or the body that collects.</source>
            <translation>Суд, служба судебных приставов или взыскивающий орган.</translation>
        </message>
        <message>
            <source>Writ</source>
            <translation>Исполнительный документ (файл)</translation>
        </message>
        <message>
            <source>Income code</source>
            <translation>Код вида дохода</translation>
        </message>
        <message>
            <source>Payer's KPP</source>
            <translation>КПП плательщика</translation>
        </message>
        <message>
            <source>Payee's KPP</source>
            <translation>КПП получателя</translation>
        </message>
        <message>
            <source>Ground of payment</source>
            <translation>Основание платежа</translation>
        </message>
        <message>
            <source>Tax period or customs code</source>
            <translation>Период / код таможни</translation>
        </message>
        <message>
            <source>Change of a contract on record</source>
            <translation>Изменение сведений о контракте</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Основание</translation>
        </message>
        <message>
            <source>What is new</source>
            <translation>Что меняется</translation>
        </message>
        <message>
            <source>Papers</source>
            <translation>Документы</translation>
        </message>
        <message>
            <source>Unique number of the contract</source>
            <translation>Уникальный номер контракта (УНК)</translation>
        </message>
        <message>
            <source>Document of the change</source>
            <translation>Документ, которым внесены изменения</translation>
        </message>
        <message>
            <source>Its number</source>
            <translation>Номер документа</translation>
        </message>
        <message>
            <source>Its date</source>
            <translation>Дата документа</translation>
        </message>
        <message>
            <source>New sum</source>
            <translation>Новая сумма</translation>
        </message>
        <message>
            <source>New end of obligations</source>
            <translation>Новая дата завершения обязательств</translation>
        </message>
        <message>
            <source>New number of the contract</source>
            <translation>Новый номер контракта</translation>
        </message>
        <message>
            <source>New date of the contract</source>
            <translation>Новая дата контракта</translation>
        </message>
        <message>
            <source>New name of the counterparty</source>
            <translation>Новое наименование контрагента</translation>
        </message>
        <message>
            <source>New country</source>
            <translation>Новая страна</translation>
        </message>
        <message>
            <source>Contract registration</source>
            <translation>Постановка контракта на учёт</translation>
        </message>
        <message>
            <source>The other side</source>
            <translation>Контрагент-нерезидент</translation>
        </message>
        <message>
            <source>Kind of contract</source>
            <translation>Вид контракта</translation>
        </message>
        <message>
            <source>Export of goods</source>
            <translation>Экспорт товаров</translation>
        </message>
        <message>
            <source>Import of goods</source>
            <translation>Импорт товаров</translation>
        </message>
        <message>
            <source>Works and services by the resident</source>
            <translation>Работы, услуги резидента</translation>
        </message>
        <message>
            <source>Works and services by the non-resident</source>
            <translation>Работы, услуги нерезидента</translation>
        </message>
        <message>
            <source>Loan given by the resident</source>
            <translation>Заём, предоставленный резидентом</translation>
        </message>
        <message>
            <source>Loan given by the non-resident</source>
            <translation>Кредит, заём от нерезидента</translation>
        </message>
        <message>
            <source>Mixed contract</source>
            <translation>Смешанный договор</translation>
        </message>
        <message>
            <source>БН for a contract without a number.</source>
            <translation>БН, если у контракта нет номера.</translation>
        </message>
        <message>
            <source>Sum of the contract</source>
            <translation>Сумма контракта</translation>
        </message>
        <message>
            <source>The contract names it</source>
            <translation>Указана в контракте</translation>
        </message>
        <message>
            <source>The contract names none</source>
            <translation>Контракт без суммы</translation>
        </message>
        <message>
            <source>All obligations end</source>
            <translation>Дата завершения обязательств</translation>
        </message>
        <message>
            <source>Subject of the contract</source>
            <translation>Предмет контракта</translation>
        </message>
        <message>
            <source>Number given by another bank</source>
            <translation>УНК, присвоенный другим банком</translation>
        </message>
        <message>
            <source>Only for a contract that comes to us from another bank.</source>
            <translation>Только если контракт переводится на обслуживание из другого банка.</translation>
        </message>
        <message>
            <source>Interest, % a year</source>
            <translation>Процентная ставка, % годовых</translation>
        </message>
        <message>
            <source>Schedule of repayment</source>
            <translation>График возврата</translation>
        </message>
        <message>
            <source>Principal</source>
            <translation>Основной долг</translation>
        </message>
        <message>
            <source>Interest</source>
            <translation>Проценты</translation>
        </message>
        <message>
            <source>Contract and annexes</source>
            <translation>Контракт и приложения</translation>
        </message>
        <message>
            <source>Removal of a contract from the record</source>
            <translation>Снятие контракта с учёта</translation>
        </message>
        <message>
            <source>All obligations are performed</source>
            <translation>Исполнены все обязательства</translation>
        </message>
        <message>
            <source>It goes to another bank</source>
            <translation>Перевод в другой банк</translation>
        </message>
        <message>
            <source>Claim or debt went to another resident</source>
            <translation>Уступка требования или перевод долга другому резиденту</translation>
        </message>
        <message>
            <source>Claim went to a non-resident</source>
            <translation>Уступка требования нерезиденту</translation>
        </message>
        <message>
            <source>Obligations ended otherwise</source>
            <translation>Обязательства прекращены иначе</translation>
        </message>
        <message>
            <source>It need not be on record</source>
            <translation>Нет оснований для учёта</translation>
        </message>
        <message>
            <source>BIC of the other bank</source>
            <translation>БИК другого банка</translation>
        </message>
        <message>
            <source>The other bank</source>
            <translation>Другой банк</translation>
        </message>
        <message>
            <source>Explanation</source>
            <translation>Пояснение</translation>
        </message>
        <message>
            <source>Statement of bank control</source>
            <translation>Ведомость банковского контроля</translation>
        </message>
        <message>
            <source>Section I. Contract</source>
            <translation>Раздел I. Контракт</translation>
        </message>
        <message>
            <source>Totals in the contract's currency</source>
            <translation>Итоги в валюте контракта</translation>
        </message>
        <message>
            <source>On record</source>
            <translation>На учёте</translation>
        </message>
        <message>
            <source>On record since</source>
            <translation>На учёте с</translation>
        </message>
        <message>
            <source>Paid by the resident</source>
            <translation>Платежи резидента</translation>
        </message>
        <message>
            <source>Paid to the resident</source>
            <translation>Платежи нерезидента</translation>
        </message>
        <message>
            <source>Delivered by the resident</source>
            <translation>Исполнено резидентом</translation>
        </message>
        <message>
            <source>Delivered by the non-resident</source>
            <translation>Исполнено нерезидентом</translation>
        </message>
        <message>
            <source>Balance of obligations</source>
            <translation>Сальдо расчётов</translation>
        </message>
        <message>
            <source>Section II. Payments</source>
            <translation>Раздел II. Платежи</translation>
        </message>
        <message>
            <source>Money came in</source>
            <translation>Зачисление</translation>
        </message>
        <message>
            <source>Money went out</source>
            <translation>Списание</translation>
        </message>
        <message>
            <source>VO code</source>
            <translation>Код ВО</translation>
        </message>
        <message>
            <source>In the contract's currency</source>
            <translation>В валюте контракта</translation>
        </message>
        <message>
            <source>Expected date</source>
            <translation>Ожидаемый срок</translation>
        </message>
        <message>
            <source>Section III. Supporting documents</source>
            <translation>Раздел III. Подтверждающие документы</translation>
        </message>
        <message>
            <source>Kind of paper</source>
            <translation>Код вида документа</translation>
        </message>
        <message>
            <source>Request for a statement of bank control</source>
            <translation>Запрос ведомости банковского контроля</translation>
        </message>
        <message>
            <source>What it is needed for</source>
            <translation>Для чего нужна</translation>
        </message>
        <message>
            <source>Notice of money from abroad</source>
            <translation>Уведомление о зачислении на транзитный счёт</translation>
        </message>
        <message>
            <source>Amount and date</source>
            <translation>Сумма и дата</translation>
        </message>
        <message>
            <source>Transit account</source>
            <translation>Транзитный счёт</translation>
        </message>
        <message>
            <source>Reference of the payment</source>
            <translation>Референс платежа</translation>
        </message>
        <message>
            <source>Order and papers until</source>
            <translation>Распоряжение и документы до</translation>
        </message>
        <message>
            <source>Related document</source>
            <translation>Связанный документ</translation>
        </message>
        <message>
            <source>Currency conversion</source>
            <translation>Поручение на конверсию валюты</translation>
        </message>
        <message>
            <source>Deal</source>
            <translation>Сделка</translation>
        </message>
        <message>
            <source>What it is for</source>
            <translation>Для чего</translation>
        </message>
        <message>
            <source>Debit account</source>
            <translation>Счёт по дебету</translation>
        </message>
        <message>
            <source>Credit account</source>
            <translation>Счёт по кредиту</translation>
        </message>
        <message>
            <source>Currency sold</source>
            <translation>Продаваемая валюта</translation>
        </message>
        <message>
            <source>Currency bought</source>
            <translation>Покупаемая валюта</translation>
        </message>
        <message>
            <source>What is fixed</source>
            <translation>Фиксированная сумма</translation>
        </message>
        <message>
            <source>The sum bought</source>
            <translation>Сумма покупки</translation>
        </message>
        <message>
            <source>The sum sold</source>
            <translation>Сумма продажи</translation>
        </message>
        <message>
            <source>Currency of the sum</source>
            <translation>Валюта суммы</translation>
        </message>
        <message>
            <source>The bank's rate of the day</source>
            <translation>Курс банка на день сделки</translation>
        </message>
        <message>
            <source>The market's rate and a fee</source>
            <translation>Рыночный курс и комиссия</translation>
        </message>
        <message>
            <source>Not worse than the one named</source>
            <translation>Не хуже указанного</translation>
        </message>
        <message>
            <source>Rate not worse than</source>
            <translation>Курс не хуже</translation>
        </message>
        <message>
            <source>Roubles for one unit; between two currencies, units bought for one unit sold.</source>
            <translation>Рублей за единицу валюты; для конверсии — единиц покупаемой валюты за единицу продаваемой.</translation>
        </message>
        <message>
            <source>Good until</source>
            <translation>Действует до</translation>
        </message>
        <message>
            <source>Account for the fee</source>
            <translation>Счёт для комиссии</translation>
        </message>
        <message>
            <source>Information on currency operations</source>
            <translation>Сведения о валютных операциях</translation>
        </message>
        <message>
            <source>What it is about</source>
            <translation>О какой операции</translation>
        </message>
        <message>
            <source>Payment or transit order</source>
            <translation>Перевод или распоряжение</translation>
        </message>
        <message>
            <source>Corrects information given before</source>
            <translation>Корректирует ранее представленные сведения</translation>
        </message>
        <message>
            <source>Payment's number</source>
            <translation>Номер платежа</translation>
        </message>
        <message>
            <source>Date of the operation</source>
            <translation>Дата операции</translation>
        </message>
        <message>
            <source>Currency purchase</source>
            <translation>Поручение на покупку валюты</translation>
        </message>
        <message>
            <source>Currency sale</source>
            <translation>Поручение на продажу валюты</translation>
        </message>
        <message>
            <source>Currency transfer</source>
            <translation>Заявление на перевод валюты</translation>
        </message>
        <message>
            <source>Intermediary bank</source>
            <translation>Банк-посредник</translation>
        </message>
        <message>
            <source>Details and charges</source>
            <translation>Назначение и комиссии</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Срочность</translation>
        </message>
        <message>
            <source>Usual</source>
            <translation>Обычный</translation>
        </message>
        <message>
            <source>Urgent</source>
            <translation>Срочный</translation>
        </message>
        <message>
            <source>Payer in Latin letters</source>
            <translation>Плательщик латиницей</translation>
        </message>
        <message>
            <source>Street and building in Latin letters</source>
            <translation>Улица и дом латиницей</translation>
        </message>
        <message>
            <source>Town in Latin letters</source>
            <translation>Город латиницей</translation>
        </message>
        <message>
            <source>As in the contract, in Latin letters.</source>
            <translation>Как в контракте, латиницей.</translation>
        </message>
        <message>
            <source>Account or IBAN</source>
            <translation>Счёт или IBAN</translation>
        </message>
        <message>
            <source>Street</source>
            <translation>Улица</translation>
        </message>
        <message>
            <source>Building</source>
            <translation>Дом</translation>
        </message>
        <message>
            <source>Postcode</source>
            <translation>Почтовый индекс</translation>
        </message>
        <message>
            <source>How the bank is found</source>
            <translation>Как указан банк</translation>
        </message>
        <message>
            <source>By its SWIFT code</source>
            <translation>По коду SWIFT</translation>
        </message>
        <message>
            <source>By its national clearing code</source>
            <translation>По национальному клиринговому коду</translation>
        </message>
        <message>
            <source>SWIFT code</source>
            <translation>Код SWIFT</translation>
        </message>
        <message>
            <source>Clearing code</source>
            <translation>Клиринговый код</translation>
        </message>
        <message>
            <source>Two letters of the system and the code, for example FW021000089.</source>
            <translation>Две буквы системы и код, например FW021000089.</translation>
        </message>
        <message>
            <source>Name of the bank</source>
            <translation>Наименование банка</translation>
        </message>
        <message>
            <source>Town of the bank</source>
            <translation>Город банка</translation>
        </message>
        <message>
            <source>Country of the bank</source>
            <translation>Страна банка</translation>
        </message>
        <message>
            <source>Its account</source>
            <translation>Счёт у него</translation>
        </message>
        <message>
            <source>Details of payment</source>
            <translation>Назначение платежа</translation>
        </message>
        <message>
            <source>Charges</source>
            <translation>Комиссии и расходы</translation>
        </message>
        <message>
            <source>All charges are ours</source>
            <translation>Все комиссии за наш счёт</translation>
        </message>
        <message>
            <source>Each side pays its own bank</source>
            <translation>Каждый платит своему банку</translation>
        </message>
        <message>
            <source>All charges are the payee's</source>
            <translation>Все комиссии за счёт получателя</translation>
        </message>
        <message>
            <source>Information for the bank</source>
            <translation>Информация для банка</translation>
        </message>
        <message>
            <source>Regulatory reporting</source>
            <translation>Регулятивная информация</translation>
        </message>
        <message>
            <source>Expected date of delivery</source>
            <translation>Ожидаемый срок исполнения</translation>
        </message>
        <message>
            <source>For an advance: when goods or services are due.</source>
            <translation>Для аванса: когда ожидаются товары или услуги.</translation>
        </message>
        <message>
            <source>Answer to a payment demand</source>
            <translation>Ответ на платёжное требование</translation>
        </message>
        <message>
            <source>Demand</source>
            <translation>Требование</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>Решение</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Акцептовать</translation>
        </message>
        <message>
            <source>Accept in part</source>
            <translation>Акцептовать частично</translation>
        </message>
        <message>
            <source>Refuse</source>
            <translation>Отказать в акцепте</translation>
        </message>
        <message>
            <source>Accepted amount</source>
            <translation>Акцептованная сумма</translation>
        </message>
        <message>
            <source>The clause of the contract and what was breached.</source>
            <translation>Пункт договора и что нарушено.</translation>
        </message>
        <message>
            <source>Pay later demands of this payee without asking</source>
            <translation>Оплачивать следующие требования этого получателя без запроса (заранее данный акцепт)</translation>
        </message>
        <message>
            <source>Incoming demand</source>
            <translation>Входящее требование</translation>
        </message>
        <message>
            <source>Number of the demand</source>
            <translation>№ требования</translation>
        </message>
        <message>
            <source>Date of the demand</source>
            <translation>Дата требования</translation>
        </message>
        <message>
            <source>Amount of the demand</source>
            <translation>Сумма требования</translation>
        </message>
        <message>
            <source>Answer not later than</source>
            <translation>Ответить не позднее</translation>
        </message>
        <message>
            <source>Early closing of a deposit</source>
            <translation>Досрочный возврат депозита</translation>
        </message>
        <message>
            <source>Interest is counted anew</source>
            <translation>Пересчёт процентов</translation>
        </message>
        <message>
            <source>Return</source>
            <translation>Возврат</translation>
        </message>
        <message>
            <source>Contract No.</source>
            <translation>Договор №</translation>
        </message>
        <message>
            <source>On the deposit</source>
            <translation>Остаток депозита</translation>
        </message>
        <message>
            <source>End of the term</source>
            <translation>Окончание срока</translation>
        </message>
        <message>
            <source>Interest by the contract to this day</source>
            <translation>Проценты по договору на эту дату</translation>
        </message>
        <message>
            <source>Interest at the lower rate</source>
            <translation>Проценты по пониженной ставке</translation>
        </message>
        <message>
            <source>Interest lost</source>
            <translation>Потеря процентов</translation>
        </message>
        <message>
            <source>Interest paid already</source>
            <translation>Уже выплачено процентов</translation>
        </message>
        <message>
            <source>To be paid out</source>
            <translation>К выплате</translation>
        </message>
        <message>
            <source>We agree that interest is counted at the lower rate</source>
            <translation>Согласны с пересчётом процентов по пониженной ставке</translation>
        </message>
        <message>
            <source>Deposit opening</source>
            <translation>Открытие депозита</translation>
        </message>
        <message>
            <source>Kind of deposit</source>
            <translation>Вид депозита</translation>
        </message>
        <message>
            <source>Name of the deposit</source>
            <translation>Наименование депозита</translation>
        </message>
        <message>
            <source>Placed on</source>
            <translation>Дата размещения</translation>
        </message>
        <message>
            <source>Returned on</source>
            <translation>Дата возврата</translation>
        </message>
        <message>
            <source>Prolong for the same term at the rate of that day</source>
            <translation>Продлить на тот же срок по ставке на день продления</translation>
        </message>
        <message>
            <source>Interest for the term</source>
            <translation>Проценты за срок</translation>
        </message>
        <message>
            <source>If nothing is added or taken.</source>
            <translation>Без пополнений и изъятий.</translation>
        </message>
        <message>
            <source>Account of return and interest</source>
            <translation>Счёт возврата и процентов</translation>
        </message>
        <message>
            <source>Deposit top-up</source>
            <translation>Пополнение депозита</translation>
        </message>
        <message>
            <source>Balance after it</source>
            <translation>Остаток после операции</translation>
        </message>
        <message>
            <source>Deposit withdrawal</source>
            <translation>Частичное изъятие депозита</translation>
        </message>
        <message>
            <source>Must stay on the deposit</source>
            <translation>Неснижаемый остаток</translation>
        </message>
        <message>
            <source>List of dismissed employees</source>
            <translation>Список уволенных сотрудников</translation>
        </message>
        <message>
            <source>Last day of work</source>
            <translation>Последний рабочий день</translation>
        </message>
        <message>
            <source>Results for employees</source>
            <translation>Результаты по сотрудникам</translation>
        </message>
        <message>
            <source>Document of the client</source>
            <translation>Документ клиента</translation>
        </message>
        <message>
            <source>BIC of the bank</source>
            <translation>БИК банка</translation>
        </message>
        <message>
            <source>Rows done</source>
            <translation>Исполнено строк</translation>
        </message>
        <message>
            <source>Rows refused</source>
            <translation>Отказано строк</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Результат</translation>
        </message>
        <message>
            <source>Account opened</source>
            <translation>Счёт открыт</translation>
        </message>
        <message>
            <source>Left the agreement</source>
            <translation>Исключён из договора</translation>
        </message>
        <message>
            <source>Bank guarantee application</source>
            <translation>Заявление на выдачу гарантии</translation>
        </message>
        <message>
            <source>Principal (applicant)</source>
            <translation>Принципал</translation>
        </message>
        <message>
            <source>What is secured</source>
            <translation>Обеспечиваемое обязательство</translation>
        </message>
        <message>
            <source>Security and papers</source>
            <translation>Обеспечение и документы</translation>
        </message>
        <message>
            <source>Kind of guarantee</source>
            <translation>Вид гарантии</translation>
        </message>
        <message>
            <source>What it secures</source>
            <translation>Что обеспечивает</translation>
        </message>
        <message>
            <source>Or the number of the purchase in the EIS.</source>
            <translation>Или номер закупки в ЕИС.</translation>
        </message>
        <message>
            <source>Obligations that are secured</source>
            <translation>Обеспечиваемые обязательства</translation>
        </message>
        <message>
            <source>Security offered</source>
            <translation>Предлагаемое обеспечение</translation>
        </message>
        <message>
            <source>Contract, draft of the guarantee</source>
            <translation>Договор, проект гарантии</translation>
        </message>
        <message>
            <source>Acceptance</source>
            <translation>Акцепт</translation>
        </message>
        <message>
            <source>Kind of demand</source>
            <translation>Вид требования</translation>
        </message>
        <message>
            <source>Payment demand (0401061)</source>
            <translation>Платёжное требование (0401061)</translation>
        </message>
        <message>
            <source>Collection order (0401071)</source>
            <translation>Инкассовое поручение (0401071)</translation>
        </message>
        <message>
            <source>Condition of payment</source>
            <translation>Условие оплаты</translation>
        </message>
        <message>
            <source>Paid without asking: accepted in advance, by law or by a writ</source>
            <translation>Без акцепта: заранее данный акцепт, закон или исполнительный документ</translation>
        </message>
        <message>
            <source>Your acceptance is needed</source>
            <translation>Нужен ваш акцепт</translation>
        </message>
        <message>
            <source>Received by the payer's bank</source>
            <translation>Поступило в банк плательщика</translation>
        </message>
        <message>
            <source>Papers sent to the payer</source>
            <translation>Документы отправлены плательщику</translation>
        </message>
        <message>
            <source>Certificate request</source>
            <translation>Запрос на сертификат</translation>
        </message>
        <message>
            <source>Holder of the key</source>
            <translation>Владелец ключа</translation>
        </message>
        <message>
            <source>The certificate is about to expire</source>
            <translation>Срок сертификата истекает</translation>
        </message>
        <message>
            <source>Planned change of the key</source>
            <translation>Плановая смена ключа</translation>
        </message>
        <message>
            <source>Change of name or position</source>
            <translation>Смена имени или должности</translation>
        </message>
        <message>
            <source>Key for another person of the organisation</source>
            <translation>Ключ для другого сотрудника организации</translation>
        </message>
        <message>
            <source>Holder</source>
            <translation>Владелец</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Устройство</translation>
        </message>
        <message>
            <source>A name by which you know this computer.</source>
            <translation>Имя, по которому вы узнаете этот компьютер.</translation>
        </message>
        <message>
            <source>Request (PKCS#10, PEM)</source>
            <translation>Запрос (PKCS#10, PEM)</translation>
        </message>
        <message>
            <source>Fingerprint of the key (SHA-256)</source>
            <translation>Отпечаток ключа (SHA-256)</translation>
        </message>
        <message>
            <source>Letter of credit amendment</source>
            <translation>Изменение условий аккредитива</translation>
        </message>
        <message>
            <source>Letter of credit No.</source>
            <translation>Аккредитив №</translation>
        </message>
        <message>
            <source>Amount now</source>
            <translation>Сумма сейчас</translation>
        </message>
        <message>
            <source>Expires on</source>
            <translation>Срок действия до</translation>
        </message>
        <message>
            <source>What changes</source>
            <translation>Что изменить</translation>
        </message>
        <message>
            <source>Increase the amount</source>
            <translation>Увеличить сумму</translation>
        </message>
        <message>
            <source>Decrease the amount</source>
            <translation>Уменьшить сумму</translation>
        </message>
        <message>
            <source>Extend the term</source>
            <translation>Продлить срок</translation>
        </message>
        <message>
            <source>By how much</source>
            <translation>На сколько</translation>
        </message>
        <message>
            <source>Amount after it</source>
            <translation>Сумма после изменения</translation>
        </message>
        <message>
            <source>New day of expiry</source>
            <translation>Новый срок действия</translation>
        </message>
        <message>
            <source>Account for the cover</source>
            <translation>Счёт для покрытия</translation>
        </message>
        <message>
            <source>The beneficiary has agreed in writing</source>
            <translation>Письменное согласие получателя имеется</translation>
        </message>
        <message>
            <source>Reason and other conditions</source>
            <translation>Причина и иные условия</translation>
        </message>
        <message>
            <source>Answer to documents of a letter of credit</source>
            <translation>Ответ на документы по аккредитиву</translation>
        </message>
        <message>
            <source>Documents presented</source>
            <translation>Представленные документы</translation>
        </message>
        <message>
            <source>Presentation</source>
            <translation>Представление</translation>
        </message>
        <message>
            <source>Amount claimed</source>
            <translation>Сумма к оплате</translation>
        </message>
        <message>
            <source>Discrepancies found</source>
            <translation>Выявленные расхождения</translation>
        </message>
        <message>
            <source>Accept the documents</source>
            <translation>Акцептовать документы</translation>
        </message>
        <message>
            <source>Refuse the documents</source>
            <translation>Отказаться от акцепта</translation>
        </message>
        <message>
            <source>We accept the discrepancies</source>
            <translation>Согласны с расхождениями</translation>
        </message>
        <message>
            <source>Grounds of refusal</source>
            <translation>Основания отказа</translation>
        </message>
        <message>
            <source>Letter of credit opening</source>
            <translation>Открытие аккредитива</translation>
        </message>
        <message>
            <source>Contract and goods</source>
            <translation>Договор и товар</translation>
        </message>
        <message>
            <source>Documents against which it is paid</source>
            <translation>Документы, против которых производится платёж</translation>
        </message>
        <message>
            <source>Documents within, days after shipment</source>
            <translation>Дней на документы после отгрузки</translation>
        </message>
        <message>
            <source>Bank's BIC</source>
            <translation>БИК банка</translation>
        </message>
        <message>
            <source>Latest shipment</source>
            <translation>Отгрузка не позднее</translation>
        </message>
        <message>
            <source>Partial shipments are allowed</source>
            <translation>Частичные отгрузки разрешены</translation>
        </message>
        <message>
            <source>Goods, works or services</source>
            <translation>Товары, работы, услуги</translation>
        </message>
        <message>
            <source>Originals</source>
            <translation>Оригиналов</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>Экземпляров</translation>
        </message>
        <message>
            <source>What it must say</source>
            <translation>Требования к документу</translation>
        </message>
        <message>
            <source>Further conditions</source>
            <translation>Дополнительные условия</translation>
        </message>
        <message>
            <source>Documents presented under a letter of credit</source>
            <translation>Представление документов по аккредитиву</translation>
        </message>
        <message>
            <source>Dated</source>
            <translation>Дата</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Текст</translation>
        </message>
        <message>
            <source>Thread</source>
            <translation>Переписка</translation>
        </message>
        <message>
            <source>About the document</source>
            <translation>О документе</translation>
        </message>
        <message>
            <source>Attachments</source>
            <translation>Вложения</translation>
        </message>
        <message>
            <source>Limits request</source>
            <translation>Заявление о лимите</translation>
        </message>
        <message>
            <source>Set or change the limit</source>
            <translation>Установить или изменить лимит</translation>
        </message>
        <message>
            <source>Remove the limit</source>
            <translation>Снять лимит</translation>
        </message>
        <message>
            <source>Limit of a day</source>
            <translation>Лимит на день</translation>
        </message>
        <message>
            <source>Loan application</source>
            <translation>Заявка на кредит</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Стоимость</translation>
        </message>
        <message>
            <source>Kind of loan</source>
            <translation>Вид кредита</translation>
        </message>
        <message>
            <source>Name of the loan</source>
            <translation>Наименование кредита</translation>
        </message>
        <message>
            <source>Amount or limit</source>
            <translation>Сумма или лимит</translation>
        </message>
        <message>
            <source>Fee, % of the amount</source>
            <translation>Комиссия, % от суммы</translation>
        </message>
        <message>
            <source>First payment</source>
            <translation>Первый платёж</translation>
        </message>
        <message>
            <source>If the whole amount is drawn at once.</source>
            <translation>При выдаче всей суммы сразу.</translation>
        </message>
        <message>
            <source>Accounts and other papers</source>
            <translation>Отчётность и другие документы</translation>
        </message>
        <message>
            <source>Early repayment of a loan</source>
            <translation>Досрочное погашение кредита</translation>
        </message>
        <message>
            <source>What is repaid</source>
            <translation>Что погасить</translation>
        </message>
        <message>
            <source>The whole debt</source>
            <translation>Весь долг</translation>
        </message>
        <message>
            <source>A part of the debt</source>
            <translation>Часть долга</translation>
        </message>
        <message>
            <source>Day of the repayment</source>
            <translation>Дата погашения</translation>
        </message>
        <message>
            <source>Debt to be repaid</source>
            <translation>Сумма основного долга</translation>
        </message>
        <message>
            <source>Interest up to this day</source>
            <translation>Проценты по эту дату</translation>
        </message>
        <message>
            <source>To be debited</source>
            <translation>К списанию</translation>
        </message>
        <message>
            <source>Loan tranche</source>
            <translation>Транш кредита</translation>
        </message>
        <message>
            <source>Tranche</source>
            <translation>Транш</translation>
        </message>
        <message>
            <source>May be drawn</source>
            <translation>Доступно к выдаче</translation>
        </message>
        <message>
            <source>Memorial order</source>
            <translation>Мемориальный ордер</translation>
        </message>
        <message>
            <source>memorial order</source>
            <translation>мемориальный ордер</translation>
        </message>
        <message>
            <source>Credited</source>
            <translation>Зачислено</translation>
        </message>
        <message>
            <source>Contents of the operation</source>
            <translation>Содержание операции</translation>
        </message>
        <message>
            <source>Card of a payee</source>
            <translation>Карточка получателя</translation>
        </message>
        <message>
            <source>Trust: payments do not wait</source>
            <translation>Доверять: платежи не откладываются</translation>
        </message>
        <message>
            <source>Block: nothing is paid</source>
            <translation>Заблокировать: платежи не исполняются</translation>
        </message>
        <message>
            <source>Take back: as any other payee</source>
            <translation>Снять: обычный получатель</translation>
        </message>
        <message>
            <source>BIC or SWIFT code</source>
            <translation>БИК или код SWIFT</translation>
        </message>
        <message>
            <source>Contract, who checked the requisites and how.</source>
            <translation>Договор, кто и как сверил реквизиты.</translation>
        </message>
        <message>
            <source>Confirmation of a payment</source>
            <translation>Подтверждение платежа</translation>
        </message>
        <message>
            <source>Payment that waits</source>
            <translation>Отложенный платёж</translation>
        </message>
        <message>
            <source>How the payee was checked</source>
            <translation>Как проверен получатель</translation>
        </message>
        <message>
            <source>By a call to a number that you had before, not by the one in the letter or the invoice.</source>
            <translation>Звонком по номеру, который был у вас раньше, а не по номеру из письма или счёта.</translation>
        </message>
        <message>
            <source>Payment demand</source>
            <translation>Платёжное требование</translation>
        </message>
        <message>
            <source>payment demand</source>
            <translation>платёжное требование</translation>
        </message>
        <message>
            <source>Accepted by the payer in advance</source>
            <translation>Заранее данный акцепт плательщика</translation>
        </message>
        <message>
            <source>The payer's acceptance is needed</source>
            <translation>Нужен акцепт плательщика</translation>
        </message>
        <message>
            <source>Term for acceptance, working days</source>
            <translation>Срок для акцепта, рабочих дней</translation>
        </message>
        <message>
            <source>Five working days when it is empty.</source>
            <translation>Если не указан — пять рабочих дней.</translation>
        </message>
        <message>
            <source>Payment term</source>
            <translation>Срок платежа</translation>
        </message>
        <message>
            <source>Reserved field</source>
            <translation>Резервное поле</translation>
        </message>
        <message>
            <source>VAT rate</source>
            <translation>Ставка НДС</translation>
        </message>
        <message>
            <source>Payout code</source>
            <translation>Код выплат</translation>
        </message>
        <message>
            <source>Payment register</source>
            <translation>Реестр платежей</translation>
        </message>
        <message>
            <source>Totals</source>
            <translation>Итоги</translation>
        </message>
        <message>
            <source>Number of payments</source>
            <translation>Количество платежей</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Итого</translation>
        </message>
        <message>
            <source>Results of a payment register</source>
            <translation>Результаты исполнения реестра</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>Реестр</translation>
        </message>
        <message>
            <source>Sum executed</source>
            <translation>Исполнено на сумму</translation>
        </message>
        <message>
            <source>Payments executed</source>
            <translation>Исполнено платежей</translation>
        </message>
        <message>
            <source>Sum not executed</source>
            <translation>Не исполнено на сумму</translation>
        </message>
        <message>
            <source>Payments not executed</source>
            <translation>Не исполнено платежей</translation>
        </message>
        <message>
            <source>Not executed</source>
            <translation>Не исполнен</translation>
        </message>
        <message>
            <source>Payment warrant</source>
            <translation>Платёжный ордер</translation>
        </message>
        <message>
            <source>Part of the order</source>
            <translation>Частичный платёж</translation>
        </message>
        <message>
            <source>payment warrant</source>
            <translation>платёжный ордер</translation>
        </message>
        <message>
            <source>Number of the part</source>
            <translation>№ частичного платежа</translation>
        </message>
        <message>
            <source>Paid order</source>
            <translation>Оплачиваемый документ</translation>
        </message>
        <message>
            <source>Number of the order</source>
            <translation>№ документа</translation>
        </message>
        <message>
            <source>Date of the order</source>
            <translation>Дата документа</translation>
        </message>
        <message>
            <source>Left to pay</source>
            <translation>Остаток к оплате</translation>
        </message>
        <message>
            <source>Placed into the card file</source>
            <translation>Помещено в картотеку</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Распоряжение</translation>
        </message>
        <message>
            <source>Reference request</source>
            <translation>Запрос на справку</translation>
        </message>
        <message>
            <source>What the reference says</source>
            <translation>Содержание справки</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Получение</translation>
        </message>
        <message>
            <source>On the day</source>
            <translation>На дату</translation>
        </message>
        <message>
            <source>For example: to a tax office, to a partner.</source>
            <translation>Например: в налоговый орган, контрагенту.</translation>
        </message>
        <message>
            <source>Russian</source>
            <translation>русский</translation>
        </message>
        <message>
            <source>English</source>
            <translation>английский</translation>
        </message>
        <message>
            <source>Form of delivery</source>
            <translation>Способ получения</translation>
        </message>
        <message>
            <source>Electronic, with the bank's signature</source>
            <translation>В электронном виде с подписью банка</translation>
        </message>
        <message>
            <source>On paper at an office of the bank</source>
            <translation>На бумаге в офисе банка</translation>
        </message>
        <message>
            <source>On paper by registered post</source>
            <translation>На бумаге заказным письмом</translation>
        </message>
        <message>
            <source>Office</source>
            <translation>Офис</translation>
        </message>
        <message>
            <source>Postal address</source>
            <translation>Почтовый адрес</translation>
        </message>
        <message>
            <source>Change of rights</source>
            <translation>Изменение прав</translation>
        </message>
        <message>
            <source>Basis</source>
            <translation>Основание</translation>
        </message>
        <message>
            <source>General scheme of signatures</source>
            <translation>Общая схема подписей</translation>
        </message>
        <message>
            <source>Digits count first, second signatures and visas: (11) both signatures, (111) with a visa, (10)||(01) any one.</source>
            <translation>Цифры — число первых, вторых подписей и виз: (11) — обе подписи, (111) — ещё и виза, (10)||(01) — любая одна.</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>Установить</translation>
        </message>
        <message>
            <source>Allow</source>
            <translation>Разрешить</translation>
        </message>
        <message>
            <source>Forbid</source>
            <translation>Запретить</translation>
        </message>
        <message>
            <source>Payments in roubles</source>
            <translation>Платежи в рублях</translation>
        </message>
        <message>
            <source>Salary register</source>
            <translation>Зарплатный реестр</translation>
        </message>
        <message>
            <source>Register for the self-employed</source>
            <translation>Реестр выплат самозанятым</translation>
        </message>
        <message>
            <source>Change of the card of signatures</source>
            <translation>Изменение карточки с образцами подписей</translation>
        </message>
        <message>
            <source>Statement request</source>
            <translation>Запрос на выписку</translation>
        </message>
        <message>
            <source>Certificate of supporting documents</source>
            <translation>Справка о подтверждающих документах</translation>
        </message>
        <message>
            <source>Transit account order</source>
            <translation>Распоряжение о списании с транзитного счёта</translation>
        </message>
        <message>
            <source>Empty: every account.</source>
            <translation>Пусто — все счета.</translation>
        </message>
        <message>
            <source>One user</source>
            <translation>Один пользователь</translation>
        </message>
        <message>
            <source>Empty: whatever the amount.</source>
            <translation>Пусто — при любой сумме.</translation>
        </message>
        <message>
            <source>Scheme</source>
            <translation>Схема подписей</translation>
        </message>
        <message>
            <source>Another than its maker must sign</source>
            <translation>Должен подписать не только составитель</translation>
        </message>
        <message>
            <source>Approver's visa</source>
            <translation>Виза</translation>
        </message>
        <message>
            <source>Kind and purpose</source>
            <translation>Вид и назначение выплаты</translation>
        </message>
        <message>
            <source>Kind of pay</source>
            <translation>Вид выплаты</translation>
        </message>
        <message>
            <source>Advance of wages</source>
            <translation>Аванс</translation>
        </message>
        <message>
            <source>Holiday pay</source>
            <translation>Отпускные</translation>
        </message>
        <message>
            <source>Bonus</source>
            <translation>Премия</translation>
        </message>
        <message>
            <source>Settlement on dismissal</source>
            <translation>Расчёт при увольнении</translation>
        </message>
        <message>
            <source>Sick pay</source>
            <translation>Пособие по нетрудоспособности</translation>
        </message>
        <message>
            <source>Material aid</source>
            <translation>Материальная помощь</translation>
        </message>
        <message>
            <source>Travel expenses</source>
            <translation>Командировочные расходы</translation>
        </message>
        <message>
            <source>Other payments</source>
            <translation>Прочие выплаты</translation>
        </message>
        <message>
            <source>For the month</source>
            <translation>За месяц</translation>
        </message>
        <message>
            <source>Wages and other income with limited withholding</source>
            <translation>Заработная плата и иные доходы с ограничением взыскания</translation>
        </message>
        <message>
            <source>Periodic income that is not seized</source>
            <translation>Периодические доходы, на которые не обращается взыскание</translation>
        </message>
        <message>
            <source>Periodic income without limits of withholding</source>
            <translation>Периодические доходы без ограничения взыскания</translation>
        </message>
        <message>
            <source>Single income that is not seized</source>
            <translation>Разовые доходы, на которые не обращается взыскание</translation>
        </message>
        <message>
            <source>Single income without limits of withholding</source>
            <translation>Разовые доходы без ограничения взыскания</translation>
        </message>
        <message>
            <source>Withheld by writ</source>
            <translation>Взыскано по исп. документам</translation>
        </message>
        <message>
            <source>Results of a salary register</source>
            <translation>Результаты зачисления по зарплатному реестру</translation>
        </message>
        <message>
            <source>Rows credited</source>
            <translation>Зачислено строк</translation>
        </message>
        <message>
            <source>Returned</source>
            <translation>Возвращено</translation>
        </message>
        <message>
            <source>Rows not credited</source>
            <translation>Не зачислено строк</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Результаты</translation>
        </message>
        <message>
            <source>Not credited</source>
            <translation>Не зачислено</translation>
        </message>
        <message>
            <source>Kind of operation</source>
            <translation>Вид операции</translation>
        </message>
        <message>
            <source>Works and services</source>
            <translation>Работы и услуги</translation>
        </message>
        <message>
            <source>Goods of own make</source>
            <translation>Товары собственного производства</translation>
        </message>
        <message>
            <source>Agency fee</source>
            <translation>Агентское вознаграждение</translation>
        </message>
        <message>
            <source>Advance</source>
            <translation>Аванс</translation>
        </message>
        <message>
            <source>Contracts with the payees</source>
            <translation>Договоры с получателями</translation>
        </message>
        <message>
            <source>For example: agreements of November 2026.</source>
            <translation>Например: договоры за ноябрь 2026 года.</translation>
        </message>
        <message>
            <source>The bank makes the cheques</source>
            <translation>Чеки формирует банк</translation>
        </message>
        <message>
            <source>Only if every payee has allowed the bank to do so in the tax service's application.</source>
            <translation>Только если каждый получатель разрешил это банку в приложении «Мой налог».</translation>
        </message>
        <message>
            <source>What is paid for</source>
            <translation>За что выплата</translation>
        </message>
        <message>
            <source>Number of payees</source>
            <translation>Количество получателей</translation>
        </message>
        <message>
            <source>Results of a register for the self-employed</source>
            <translation>Результаты зачисления по реестру самозанятых</translation>
        </message>
        <message>
            <source>Cheque</source>
            <translation>Чек</translation>
        </message>
        <message>
            <source>Cheque is made</source>
            <translation>Сформирован</translation>
        </message>
        <message>
            <source>Made by the payee</source>
            <translation>Формирует получатель</translation>
        </message>
        <message>
            <source>Not needed</source>
            <translation>Не требуется</translation>
        </message>
        <message>
            <source>Cheque number</source>
            <translation>Номер чека</translation>
        </message>
        <message>
            <source>Persons</source>
            <translation>Лица</translation>
        </message>
        <message>
            <source>For example: order on appointment, number and date.</source>
            <translation>Например: приказ о назначении, номер и дата.</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Группа подписи</translation>
        </message>
        <message>
            <source>Without the right to sign</source>
            <translation>Без права подписи</translation>
        </message>
        <message>
            <source>Powers until</source>
            <translation>Полномочия до</translation>
        </message>
        <message>
            <source>Answer of the bank</source>
            <translation>Ответ банка</translation>
        </message>
        <message>
            <source>Form of the statement</source>
            <translation>Вид выписки</translation>
        </message>
        <message>
            <source>Electronic, in this program</source>
            <translation>Электронная, в этой программе</translation>
        </message>
        <message>
            <source>On paper, with the bank's stamp</source>
            <translation>На бумаге с отметкой банка</translation>
        </message>
        <message>
            <source>Also days without operations</source>
            <translation>Включая дни без операций</translation>
        </message>
        <message>
            <source>Office where the paper is collected</source>
            <translation>Офис, где будет получена выписка</translation>
        </message>
        <message>
            <source>Corrects a certificate given before</source>
            <translation>Корректирует ранее представленную справку</translation>
        </message>
        <message>
            <source>Number of the paper</source>
            <translation>Номер документа</translation>
        </message>
        <message>
            <source>Date of the paper</source>
            <translation>Дата документа</translation>
        </message>
        <message>
            <source>Sign of delivery</source>
            <translation>Признак поставки</translation>
        </message>
        <message>
            <source>By the resident, against an advance received</source>
            <translation>Исполнение резидентом в счёт полученного аванса</translation>
        </message>
        <message>
            <source>By the resident, payment deferred</source>
            <translation>Исполнение резидентом с отсрочкой оплаты</translation>
        </message>
        <message>
            <source>By the non-resident, against an advance paid</source>
            <translation>Исполнение нерезидентом в счёт уплаченного аванса</translation>
        </message>
        <message>
            <source>By the non-resident, payment deferred</source>
            <translation>Исполнение нерезидентом с отсрочкой оплаты</translation>
        </message>
        <message>
            <source>Country of the goods</source>
            <translation>Страна товара</translation>
        </message>
        <message>
            <source>Total in the contract's currency</source>
            <translation>Итого в валюте контракта</translation>
        </message>
        <message>
            <source>Copies of the papers</source>
            <translation>Копии документов</translation>
        </message>
        <message>
            <source>Money received</source>
            <translation>Поступившие деньги</translation>
        </message>
        <message>
            <source>What to do with it</source>
            <translation>Как распорядиться</translation>
        </message>
        <message>
            <source>Number of the notice</source>
            <translation>Номер уведомления</translation>
        </message>
        <message>
            <source>Date of the notice</source>
            <translation>Дата уведомления</translation>
        </message>
        <message>
            <source>Amount of the notice</source>
            <translation>Сумма уведомления</translation>
        </message>
        <message>
            <source>All to the current account</source>
            <translation>Всё на текущий счёт</translation>
        </message>
        <message>
            <source>Sell all for roubles</source>
            <translation>Всё продать за рубли</translation>
        </message>
        <message>
            <source>Sell a part, the rest to the current account</source>
            <translation>Часть продать, остальное на текущий счёт</translation>
        </message>
        <message>
            <source>To be sold</source>
            <translation>К продаже</translation>
        </message>
        <message>
            <source>Account for the roubles</source>
            <translation>Счёт для рублей</translation>
        </message>
        <message>
            <source>To the current account</source>
            <translation>На текущий счёт</translation>
        </message>
        <message>
            <source>Current currency account</source>
            <translation>Текущий валютный счёт</translation>
        </message>
        <message>
            <source>Usual purpose of payment</source>
            <translation>Обычное назначение платежа</translation>
        </message>
        <message>
            <source>How often</source>
            <translation>Как часто</translation>
        </message>
        <message>
            <source>Interval</source>
            <translation>Интервал</translation>
        </message>
        <message>
            <source>Day of the month</source>
            <translation>Число месяца</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Первый день</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Последний день</translation>
        </message>
        <message>
            <source>How many times</source>
            <translation>Сколько раз</translation>
        </message>
        <message>
            <source>Where the day is a day off</source>
            <translation>Если день нерабочий</translation>
        </message>
    </context>
</TS>
