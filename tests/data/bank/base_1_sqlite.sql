CREATE TABLE client (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	inn TEXT NOT NULL, 
	kpp TEXT DEFAULT '' NOT NULL, 
	scheme TEXT NOT NULL, 
	card_file BOOLEAN DEFAULT 0 NOT NULL, 
	feed_seq BIGINT DEFAULT '0' NOT NULL, 
	active BOOLEAN DEFAULT 1 NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE closed_account (
	account TEXT NOT NULL, 
	PRIMARY KEY (account)
);

CREATE TABLE counter (
	name TEXT NOT NULL, 
	next BIGINT NOT NULL, 
	PRIMARY KEY (name)
);

CREATE TABLE directory (
	name TEXT NOT NULL, 
	version TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (name)
);

CREATE TABLE nonce (
	nonce_hash TEXT NOT NULL, 
	serial TEXT NOT NULL, 
	device TEXT NOT NULL, 
	expires TEXT NOT NULL, 
	PRIMARY KEY (nonce_hash)
);

CREATE INDEX ix_nonce_expires ON nonce (expires);

CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);

CREATE TABLE setting (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);

CREATE TABLE stop_list (
	account TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (account)
);

CREATE TABLE account (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	client_id TEXT, 
	name TEXT NOT NULL, 
	currency TEXT DEFAULT 'RUB' NOT NULL, 
	kind TEXT NOT NULL, 
	opened TEXT NOT NULL, 
	closed TEXT DEFAULT '' NOT NULL, 
	posted BIGINT DEFAULT '0' NOT NULL, 
	held BIGINT DEFAULT '0' NOT NULL, 
	day_limit BIGINT, 
	day_spent BIGINT DEFAULT '0' NOT NULL, 
	spent_on TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT account_kind CHECK (kind IN ('client', 'bank')), 
	CONSTRAINT account_held CHECK (held >= 0), 
	CONSTRAINT account_available CHECK (kind = 'bank' OR posted - held >= 0), 
	UNIQUE (number), 
	FOREIGN KEY(client_id) REFERENCES client (id)
);

CREATE INDEX ix_account_client_id ON account (client_id);

CREATE TABLE blob (
	client_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (client_id, sha256), 
	FOREIGN KEY(client_id) REFERENCES client (id)
);

CREATE TABLE client_journal (
	client_id TEXT NOT NULL, 
	user_id TEXT NOT NULL, 
	device TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	head TEXT NOT NULL, 
	at TEXT NOT NULL, 
	bank_sequence BIGINT NOT NULL, 
	bank_head TEXT NOT NULL, 
	PRIMARY KEY (client_id, user_id, device), 
	FOREIGN KEY(client_id) REFERENCES client (id)
);

CREATE TABLE event (
	client_id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	at TEXT NOT NULL, 
	document_id TEXT, 
	transfer_id BIGINT, 
	account_id INTEGER, 
	data TEXT, 
	PRIMARY KEY (client_id, seq), 
	FOREIGN KEY(client_id) REFERENCES client (id)
);

CREATE TABLE letter (
	id TEXT NOT NULL, 
	client_id TEXT NOT NULL, 
	thread TEXT NOT NULL, 
	in_reply_to TEXT NOT NULL, 
	body BLOB NOT NULL, 
	signature BLOB NOT NULL, 
	sent TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(client_id) REFERENCES client (id)
);

CREATE INDEX ix_letter_client_id ON letter (client_id);

CREATE TABLE user_ (
	id TEXT NOT NULL, 
	client_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	position TEXT DEFAULT '' NOT NULL, 
	group_ INTEGER NOT NULL, 
	active BOOLEAN DEFAULT 1 NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(client_id) REFERENCES client (id)
);

CREATE INDEX ix_user__client_id ON user_ (client_id);

CREATE TABLE activation (
	code_hash TEXT NOT NULL, 
	client_id TEXT NOT NULL, 
	user_id TEXT NOT NULL, 
	expires TEXT NOT NULL, 
	automatic BOOLEAN DEFAULT 0 NOT NULL, 
	used BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (code_hash), 
	FOREIGN KEY(client_id) REFERENCES client (id), 
	FOREIGN KEY(user_id) REFERENCES user_ (id)
);

CREATE TABLE certificate (
	serial TEXT NOT NULL, 
	client_id TEXT NOT NULL, 
	user_id TEXT NOT NULL, 
	device TEXT NOT NULL, 
	pem TEXT NOT NULL, 
	not_before TEXT NOT NULL, 
	not_after TEXT NOT NULL, 
	revoked TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (serial), 
	FOREIGN KEY(client_id) REFERENCES client (id), 
	FOREIGN KEY(user_id) REFERENCES user_ (id)
);

CREATE INDEX ix_certificate_client_id ON certificate (client_id);

CREATE TABLE document (
	id TEXT NOT NULL, 
	client_id TEXT NOT NULL, 
	user_id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	number TEXT NOT NULL, 
	day TEXT NOT NULL, 
	amount BIGINT NOT NULL, 
	account_id INTEGER, 
	duplicate_key TEXT, 
	sha256 TEXT NOT NULL, 
	body BLOB NOT NULL, 
	attachments TEXT NOT NULL, 
	received TEXT NOT NULL, 
	state TEXT NOT NULL, 
	code TEXT NOT NULL, 
	changed TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(client_id) REFERENCES client (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	UNIQUE (duplicate_key)
);

CREATE INDEX document_client ON document (client_id, received);

CREATE INDEX document_waiting ON document (account_id, id) WHERE state = 'waiting_funds';

CREATE TABLE enrolment (
	id TEXT NOT NULL, 
	client_id TEXT NOT NULL, 
	user_id TEXT NOT NULL, 
	device TEXT NOT NULL, 
	request BLOB NOT NULL, 
	spki_sha256 BLOB NOT NULL, 
	created TEXT NOT NULL, 
	state TEXT NOT NULL, 
	code TEXT DEFAULT '' NOT NULL, 
	serial TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(client_id) REFERENCES client (id), 
	FOREIGN KEY(user_id) REFERENCES user_ (id)
);

CREATE INDEX ix_enrolment_state ON enrolment (state);

CREATE TABLE session (
	token_hash TEXT NOT NULL, 
	client_id TEXT NOT NULL, 
	user_id TEXT NOT NULL, 
	serial TEXT NOT NULL, 
	device TEXT NOT NULL, 
	used TEXT NOT NULL, 
	PRIMARY KEY (token_hash), 
	FOREIGN KEY(client_id) REFERENCES client (id), 
	FOREIGN KEY(user_id) REFERENCES user_ (id)
);

CREATE INDEX ix_session_serial ON session (serial);

CREATE TABLE transfer (
	id INTEGER NOT NULL, 
	document_id TEXT, 
	debit_account INTEGER NOT NULL, 
	credit_account INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	value_date TEXT NOT NULL, 
	posted TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	debit_balance BIGINT NOT NULL, 
	credit_balance BIGINT NOT NULL, 
	details TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT transfer_amount CHECK (amount > 0), 
	CONSTRAINT transfer_sides CHECK (debit_account <> credit_account), 
	UNIQUE (document_id), 
	FOREIGN KEY(debit_account) REFERENCES account (id), 
	FOREIGN KEY(credit_account) REFERENCES account (id)
);

CREATE INDEX transfer_credit ON transfer (credit_account, value_date, id);

CREATE INDEX transfer_debit ON transfer (debit_account, value_date, id);

CREATE TABLE approval (
	enrolment_id TEXT NOT NULL, 
	operator TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (enrolment_id, operator), 
	FOREIGN KEY(enrolment_id) REFERENCES enrolment (id)
);

CREATE TABLE correspondent_queue (
	document_id TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	route TEXT NOT NULL, 
	due TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES document (id), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_correspondent_queue_due ON correspondent_queue (due);

CREATE TABLE hold (
	document_id TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	CONSTRAINT hold_amount CHECK (amount > 0), 
	CONSTRAINT hold_state CHECK (state IN ('pending', 'posted', 'voided')), 
	FOREIGN KEY(document_id) REFERENCES document (id), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE letter_due (
	document_id TEXT NOT NULL, 
	due TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES document (id)
);

CREATE INDEX ix_letter_due_due ON letter_due (due);

CREATE TABLE receipt (
	document_id TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	receipt BLOB NOT NULL, 
	signature BLOB NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES document (id), 
	UNIQUE (sequence)
);

CREATE TABLE signature (
	document_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	serial TEXT NOT NULL, 
	code TEXT NOT NULL, 
	cms BLOB NOT NULL, 
	PRIMARY KEY (document_id, position), 
	FOREIGN KEY(document_id) REFERENCES document (id)
);
