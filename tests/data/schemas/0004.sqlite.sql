BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	medium TEXT NOT NULL, 
	name TEXT NOT NULL, 
	handle TEXT NOT NULL, 
	url TEXT DEFAULT '' NOT NULL, 
	section TEXT NOT NULL, 
	holder TEXT DEFAULT '' NOT NULL, 
	deputy TEXT DEFAULT '' NOT NULL, 
	state TEXT NOT NULL, 
	origin TEXT DEFAULT '申請' NOT NULL, 
	application_id INTEGER, 
	broadcast_only BOOLEAN DEFAULT 0 NOT NULL, 
	approved_on DATE, 
	approval_number TEXT DEFAULT '' NOT NULL, 
	obtained_on DATE, 
	notified_on DATE, 
	published_at TEXT DEFAULT '' NOT NULL, 
	policy_url TEXT DEFAULT '' NOT NULL, 
	published_on DATE, 
	review_on DATE, 
	suspended_on DATE, 
	closed_on DATE, 
	version INTEGER DEFAULT '1' NOT NULL, 
	entered_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(application_id) REFERENCES application (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE application (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	section TEXT NOT NULL, 
	medium TEXT NOT NULL, 
	state TEXT NOT NULL, 
	step TEXT DEFAULT '' NOT NULL, 
	round INTEGER DEFAULT '0' NOT NULL, 
	account_id INTEGER, 
	follows INTEGER, 
	author TEXT NOT NULL, 
	answer_to JSON NOT NULL, 
	reason_payload INTEGER, 
	submitted_by TEXT DEFAULT '' NOT NULL, 
	as_deputy BOOLEAN DEFAULT 0 NOT NULL, 
	submitted_at DATETIME, 
	decided_on DATE, 
	decision_number TEXT DEFAULT '' NOT NULL, 
	review_on DATE, 
	fields_due_on DATE, 
	begun_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(reason_payload) REFERENCES payload (id)
);
CREATE TABLE ballot (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	notice_id INTEGER, 
	vote TEXT DEFAULT '' NOT NULL, 
	payload_id INTEGER, 
	voted_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(application_id) REFERENCES application (id), 
	FOREIGN KEY(notice_id) REFERENCES outbox (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id)
);
CREATE TABLE decision (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	outcome TEXT NOT NULL, 
	how TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	number TEXT DEFAULT '' NOT NULL, 
	person TEXT NOT NULL, 
	payload_id INTEGER, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(application_id) REFERENCES application (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id)
);
CREATE TABLE done (
	"key" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	payload_id INTEGER, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(payload_id) REFERENCES payload (id)
);
INSERT INTO "done" VALUES('web:playground:06cc61ee-6def-4f5a-bd0d-1949f95eceac','2026-11-24 17:38:27.916288',NULL);
INSERT INTO "done" VALUES('web:playground:ffb6f54d-5dbe-4be6-8c12-4985aea74051','2026-11-24 17:38:28.181416',NULL);
INSERT INTO "done" VALUES('web:playground:5c182073-bb67-424a-ac2c-498ee80e80d6','2026-11-24 17:38:28.252341',7);
INSERT INTO "done" VALUES('press:e56ba330c646cf2890f45c09ea8725570c4c529ad653e571d866f3ed9106ea98','2026-11-24 17:38:28.252341',7);
INSERT INTO "done" VALUES('web:playground:020bc3b0-bcbb-4b61-899e-ce8183d8102e','2026-11-24 17:38:28.767651',11);
INSERT INTO "done" VALUES('press:a2e27896706712cdd6d6db0110e65c82fb4ebc66ad3bd247bf0868853efea663','2026-11-24 17:38:28.767651',11);
INSERT INTO "done" VALUES('web:playground:3ea79471-7b42-4f14-8bfb-63a8650a0f69','2026-11-24 17:38:28.897184',13);
INSERT INTO "done" VALUES('press:892baab34953e0398f09ddd3d9d17fa7c531c09497ee20336516643b89a5e55a','2026-11-24 17:38:28.897184',13);
INSERT INTO "done" VALUES('web:playground:b2ad825a-3e5a-43bb-94e6-cdde8f0bdd68','2026-11-24 17:38:28.977388',NULL);
INSERT INTO "done" VALUES('web:playground:2c5acb10-fd0e-46d1-9253-d171461255aa','2026-11-24 17:38:29.035828',20);
INSERT INTO "done" VALUES('press:37591e53022e8e5739d367ec01ffc47cab51f7142890f227a7e23c3b1fe734a3','2026-11-24 17:38:29.035828',20);
INSERT INTO "done" VALUES('web:playground:48a49421-0b31-4e14-b637-46bc76a5b594','2026-11-24 17:38:29.304272',29);
INSERT INTO "done" VALUES('press:9cc9fb01b18626a43d62e2dcd956ab5a38f1dc9e42ff85dbbcf84ad94f6d09fe','2026-11-24 17:38:29.304272',29);
INSERT INTO "done" VALUES('web:playground:2900c4bd-6feb-4640-bec5-549f855f7c24','2026-11-24 17:38:29.483856',NULL);
CREATE TABLE draft_check (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	account TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	payload_id INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	capacity TEXT, 
	content_type TEXT, 
	severity TEXT NOT NULL, 
	clauses JSON NOT NULL, 
	rules JSON NOT NULL, 
	state TEXT NOT NULL, 
	corrects TEXT, 
	place JSON NOT NULL, 
	made_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(member_id) REFERENCES member (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id)
);
INSERT INTO "draft_check" VALUES('31ab392f18ad7c8f',1,'tanaka','観光振興課','',1,1,30,'3a11a84a9003840681078ab77f7a420ba23b221804efa84149b0469d83afed1f','b392d6c9eaab7f8f49cd394c8baab840',NULL,NULL,'ok','[]','[]','open',NULL,'{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": false}','2026-11-24 17:38:29.484182','2026-11-24 17:38:29.484182');
CREATE TABLE feedback (
	id INTEGER NOT NULL, 
	question_id TEXT NOT NULL, 
	clause TEXT NOT NULL, 
	good BOOLEAN NOT NULL, 
	better TEXT, 
	given_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(question_id) REFERENCES question (id)
);
CREATE TABLE field_answer (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	payload_id INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(application_id) REFERENCES application (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id)
);
CREATE TABLE incident (
	id INTEGER NOT NULL, 
	reporter_id INTEGER NOT NULL, 
	drill BOOLEAN NOT NULL, 
	kind TEXT NOT NULL, 
	account TEXT, 
	personal_data TEXT NOT NULL, 
	state TEXT NOT NULL, 
	payload_id INTEGER NOT NULL, 
	reported_to JSON NOT NULL, 
	reported_at DATETIME NOT NULL, 
	status_row INTEGER, 
	merged_into INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(reporter_id) REFERENCES member (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id), 
	FOREIGN KEY(status_row) REFERENCES outbox (id), 
	FOREIGN KEY(merged_into) REFERENCES incident (id)
);
INSERT INTO "incident" VALUES(1,1,0,'flame',NULL,'no','対応中',15,'{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": true}','2026-11-24 17:38:29.036215',11,NULL);
CREATE TABLE incident_entry (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind TEXT NOT NULL, 
	value TEXT NOT NULL, 
	member_id INTEGER, 
	payload_id INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(incident_id) REFERENCES incident (id), 
	FOREIGN KEY(member_id) REFERENCES member (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id)
);
INSERT INTO "incident_entry" VALUES(1,1,'2026-11-24 17:38:29.036215','reported','',1,NULL);
INSERT INTO "incident_entry" VALUES(2,1,'2026-11-24 17:38:29.304533','acknowledged','秘書広報室',3,NULL);
CREATE TABLE incident_notice (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	office TEXT NOT NULL, 
	outbox_id INTEGER NOT NULL, 
	told_at DATETIME, 
	acknowledged_at DATETIME, 
	acknowledged_by INTEGER, 
	closed BOOLEAN DEFAULT 0 NOT NULL, 
	reported_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(incident_id) REFERENCES incident (id), 
	FOREIGN KEY(outbox_id) REFERENCES outbox (id), 
	FOREIGN KEY(acknowledged_by) REFERENCES member (id)
);
INSERT INTO "incident_notice" VALUES(1,1,0,'秘書広報室',8,'2026-11-24 17:38:29.123345','2026-11-24 17:38:29.304533',3,0,'2026-11-24 17:38:29.036215');
INSERT INTO "incident_notice" VALUES(2,1,1,'危機管理室',9,'2026-11-24 17:38:29.135314',NULL,NULL,0,'2026-11-24 17:38:29.036215');
INSERT INTO "incident_notice" VALUES(3,1,2,'情報政策課',10,'2026-11-24 17:38:29.146989',NULL,NULL,0,'2026-11-24 17:38:29.036215');
CREATE TABLE incident_reminder (
	id INTEGER NOT NULL, 
	notice_id INTEGER NOT NULL, 
	step TEXT NOT NULL, 
	outbox_id INTEGER, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(notice_id) REFERENCES incident_notice (id), 
	FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
CREATE TABLE log_entry (
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	act TEXT NOT NULL, 
	person TEXT NOT NULL, 
	ids JSON NOT NULL, 
	digest TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (previous)
);
INSERT INTO "log_entry" VALUES(1,'2026-11-24 17:38:27.917619','asked','tanaka','{}','','0000000000000000000000000000000000000000000000000000000000000000','800e495b8d446d3331f051318de89a82a5ee8d777da54065f8503852a59060e3');
INSERT INTO "log_entry" VALUES(2,'2026-11-24 17:38:28.181994','asked','tanaka','{}','','800e495b8d446d3331f051318de89a82a5ee8d777da54065f8503852a59060e3','508165c2aab137b3bdcb33da065372ec1425220d11c89f0058222b711bd5e5b1');
INSERT INTO "log_entry" VALUES(3,'2026-11-24 17:38:28.252724','ticket opened','tanaka','{"ticket": 1}','4ce968627942e92ba80fac1628c32554fd516ad83dc067960fa6c6a71e9ac30b','508165c2aab137b3bdcb33da065372ec1425220d11c89f0058222b711bd5e5b1','2842d978dfa68cbbabd49c336d8cbafb48adf99bba61e9394a621de63c0e78e0');
INSERT INTO "log_entry" VALUES(4,'2026-11-24 17:38:28.768119','ticket answered','mori','{"ticket": 1}','8c4145d5f36d9efeaf3290b68143b80ed8e6270489898abf7c6e7356ac4bf4ea','2842d978dfa68cbbabd49c336d8cbafb48adf99bba61e9394a621de63c0e78e0','74a8deef21c52fb4d817ba5572646909b2cd1726a0d535be1432dca19b7e24f4');
INSERT INTO "log_entry" VALUES(5,'2026-11-24 17:38:28.897721','ticket closed','tanaka','{"ticket": 1}','','74a8deef21c52fb4d817ba5572646909b2cd1726a0d535be1432dca19b7e24f4','b1bbb1ef5fddd6e6f13e63a9e9ced600c8b8ad97f475225e4597ea891384f954');
INSERT INTO "log_entry" VALUES(6,'2026-11-24 17:38:29.036215','incident reported','tanaka','{"incident": 1, "drill": 0}','1f59dce7863e7cd3930983ec52d59ad6c41c65799bca04c3a8ad24bcd58693aa','b1bbb1ef5fddd6e6f13e63a9e9ced600c8b8ad97f475225e4597ea891384f954','a30bf00a665677d4b6099370d5650832d34d94fb63932c14a27ecc3e9eef5249');
INSERT INTO "log_entry" VALUES(7,'2026-11-24 17:38:29.164267','office told','clock','{"incident": 1, "position": 0}','','a30bf00a665677d4b6099370d5650832d34d94fb63932c14a27ecc3e9eef5249','b82d393f12a4ceb0fec93ccff58fad94fb969219c80bd611b1cb173902a49fda');
INSERT INTO "log_entry" VALUES(8,'2026-11-24 17:38:29.164267','office told','clock','{"incident": 1, "position": 1}','','b82d393f12a4ceb0fec93ccff58fad94fb969219c80bd611b1cb173902a49fda','d4757838cb0454aa3c84d63e95986fb2e23e9b9f4205b4eb5dc1afadd0f473c1');
INSERT INTO "log_entry" VALUES(9,'2026-11-24 17:38:29.164267','office told','clock','{"incident": 1, "position": 2}','','d4757838cb0454aa3c84d63e95986fb2e23e9b9f4205b4eb5dc1afadd0f473c1','086deba27663ea3d27f74c7ece7304ad28461132feb89c923921f795d5e95a4a');
INSERT INTO "log_entry" VALUES(10,'2026-11-24 17:38:29.164267','account''s people informed','clock','{"incident": 1}','','086deba27663ea3d27f74c7ece7304ad28461132feb89c923921f795d5e95a4a','12c87d7c70b5e61c3ee9b43041b31d581f272c56fabe29374523efe4c5bbd973');
INSERT INTO "log_entry" VALUES(11,'2026-11-24 17:38:29.304533','incident acknowledged','kubo','{"incident": 1, "position": 0}','','12c87d7c70b5e61c3ee9b43041b31d581f272c56fabe29374523efe4c5bbd973','f63c1c04fe1de9560b60bf5c599a3369ab8a597ecca495e03017a7c49bda76cf');
INSERT INTO "log_entry" VALUES(12,'2026-11-24 17:38:29.484182','draft checked','tanaka','{"check": "31ab392f18ad7c8f", "clauses": []}','3a11a84a9003840681078ab77f7a420ba23b221804efa84149b0469d83afed1f','f63c1c04fe1de9560b60bf5c599a3369ab8a597ecca495e03017a7c49bda76cf','37fd7e88039e8867e2a9db1776f9d56e037a50658917c50410c3181ce1e1ddfe');
CREATE TABLE log_head (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "log_head" VALUES(1,12,'37fd7e88039e8867e2a9db1776f9d56e037a50658917c50410c3181ce1e1ddfe');
CREATE TABLE member (
	id INTEGER NOT NULL, 
	platform TEXT NOT NULL, 
	team TEXT NOT NULL, 
	account TEXT NOT NULL, 
	person TEXT, 
	name TEXT NOT NULL, 
	seen_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "member" VALUES(1,'web','playground','tanaka','tanaka','田中 はるか','2026-11-24 17:38:27.917619');
INSERT INTO "member" VALUES(2,'web','playground','mori','mori','森 由美','2026-11-24 17:38:28.768119');
INSERT INTO "member" VALUES(3,'web','playground','kubo','kubo','久保 美咲','2026-11-24 17:38:29.304533');
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	thread TEXT NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	kind TEXT DEFAULT 'card' NOT NULL, 
	platform TEXT NOT NULL, 
	place JSON NOT NULL, 
	payload_id INTEGER NOT NULL, 
	edits INTEGER, 
	state TEXT DEFAULT 'waiting' NOT NULL, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	created_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	lease_owner TEXT, 
	leased_until DATETIME, 
	posted_channel TEXT, 
	posted_id TEXT, 
	sent_at DATETIME, 
	error TEXT, ways JSON DEFAULT '[]' NOT NULL, way INTEGER DEFAULT '0' NOT NULL, tries INTEGER DEFAULT '0' NOT NULL, unsure BOOLEAN DEFAULT 0 NOT NULL, order_until DATETIME, out_of_order TEXT, 
	FOREIGN KEY(payload_id) REFERENCES payload (id), 
	FOREIGN KEY(edits) REFERENCES outbox (id)
);
INSERT INTO "outbox" VALUES(1,'once:c5274f0a3c61df39',0,'card','web','{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}',2,NULL,'sent',1,'2026-11-24 17:38:27.917619','2026-11-24 17:38:27.941845',NULL,NULL,'dm-tanaka','83cd62b5278ccfb7d91a','2026-11-24 17:38:28.011900',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(2,'once:19cf2fbc9918724d',0,'card','web','{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}',4,NULL,'sent',1,'2026-11-24 17:38:28.181994','2026-11-24 17:38:28.182925',NULL,NULL,'dm-tanaka','be1eb93dace444d54494','2026-11-24 17:38:28.204026',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(3,'ticket:1',0,'card','web','{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}',6,NULL,'sent',1,'2026-11-24 17:38:28.252724','2026-11-24 17:38:28.671162',NULL,NULL,'joho-seisaku','53a1e0a43219ae3bbd43','2026-11-24 17:38:28.726465',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(4,'ticket:1',1,'card','web','{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}',9,3,'sent',1,'2026-11-24 17:38:28.768119','2026-11-24 17:38:28.809817',NULL,NULL,'joho-seisaku','53a1e0a43219ae3bbd43','2026-11-24 17:38:28.875038',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(5,'ticket:1:asker',0,'card','web','{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}',10,NULL,'sent',1,'2026-11-24 17:38:28.768119','2026-11-24 17:38:28.828755',NULL,NULL,'dm-tanaka','e67aff1b679010c6fa4b','2026-11-24 17:38:28.875038',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(6,'ticket:1',2,'card','web','{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}',12,3,'sent',1,'2026-11-24 17:38:28.897721','2026-11-24 17:38:28.917929',NULL,NULL,'joho-seisaku','53a1e0a43219ae3bbd43','2026-11-24 17:38:28.955545',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(7,'once:c0677a6a1839636e',0,'card','web','{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}',14,NULL,'sent',1,'2026-11-24 17:38:28.977724','2026-11-24 17:38:28.978227',NULL,NULL,'dm-tanaka','6c43dac4b6ae8ee1390b','2026-11-24 17:38:28.996176',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(8,'incident:1',0,'notice','web','{"platform": "web", "team": "playground", "channel": "hisho-koho", "thread": "", "user": "", "private": false, "direct": false}',16,NULL,'sent',1,'2026-11-24 17:38:29.036215','2026-11-24 17:38:29.062520',NULL,NULL,'hisho-koho','f2b31e2a8cc59d53939e','2026-11-24 17:38:29.123345',NULL,'[{"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "hisho-koho", "thread": "", "user": "", "private": false, "direct": false}}, {"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "mail:sakai@city.example.jp", "private": true, "direct": true}}, {"platform": "mail", "place": {"platform": "mail", "team": "", "channel": "hisho@city.example.jp", "thread": "", "user": "", "private": false, "direct": false}}]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(9,'incident:1',1,'notice','web','{"platform": "web", "team": "playground", "channel": "kiki-kanri", "thread": "", "user": "", "private": false, "direct": false}',17,NULL,'sent',1,'2026-11-24 17:38:29.036215','2026-11-24 17:38:29.070198',NULL,NULL,'kiki-kanri','3793b88d92904c1b1340','2026-11-24 17:38:29.135314',NULL,'[{"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "kiki-kanri", "thread": "", "user": "", "private": false, "direct": false}}, {"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "mail:inoue@city.example.jp", "private": true, "direct": true}}, {"platform": "mail", "place": {"platform": "mail", "team": "", "channel": "kiki@city.example.jp", "thread": "", "user": "", "private": false, "direct": false}}]',0,1,0,'2026-11-24 17:39:09.070198',NULL);
INSERT INTO "outbox" VALUES(10,'incident:1',2,'notice','web','{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}',18,NULL,'sent',1,'2026-11-24 17:38:29.036215','2026-11-24 17:38:29.080528',NULL,NULL,'joho-seisaku','b04d479edb72d5d45284','2026-11-24 17:38:29.146989',NULL,'[{"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}}, {"platform": "web", "place": {"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "hayashi", "private": true, "direct": true}}, {"platform": "mail", "place": {"platform": "mail", "team": "", "channel": "joho@city.example.jp", "thread": "", "user": "", "private": false, "direct": false}}]',0,1,0,'2026-11-24 17:39:17.080528',NULL);
INSERT INTO "outbox" VALUES(11,'incident:1:reporter',0,'card','web','{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": true}',19,NULL,'sent',1,'2026-11-24 17:38:29.036215','2026-11-24 17:38:29.091080',NULL,NULL,'dm-tanaka','4663d4d57205fc57f9c2','2026-11-24 17:38:29.123345',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(12,'incident:1:card:0',0,'card','web','{"platform": "web", "team": "playground", "channel": "hisho-koho", "thread": "", "user": "", "private": false, "direct": false}',21,8,'sent',1,'2026-11-24 17:38:29.164267','2026-11-24 17:38:29.203784',NULL,NULL,'hisho-koho','f2b31e2a8cc59d53939e','2026-11-24 17:38:29.302787',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(13,'incident:1:card:1',0,'card','web','{"platform": "web", "team": "playground", "channel": "kiki-kanri", "thread": "", "user": "", "private": false, "direct": false}',22,9,'sent',1,'2026-11-24 17:38:29.164267','2026-11-24 17:38:29.218024',NULL,NULL,'kiki-kanri','3793b88d92904c1b1340','2026-11-24 17:38:29.302787',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(14,'incident:1:card:2',0,'card','web','{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}',23,10,'sent',1,'2026-11-24 17:38:29.164267','2026-11-24 17:38:29.230392',NULL,NULL,'joho-seisaku','b04d479edb72d5d45284','2026-11-24 17:38:29.302787',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(15,'incident:1:reporter',1,'card','web','{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": true}',24,11,'sent',1,'2026-11-24 17:38:29.164267','2026-11-24 17:38:29.243140',NULL,NULL,'dm-tanaka','4663d4d57205fc57f9c2','2026-11-24 17:38:29.302787',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(16,'incident:1:card:0',1,'card','web','{"platform": "web", "team": "playground", "channel": "hisho-koho", "thread": "", "user": "", "private": false, "direct": false}',25,8,'sent',1,'2026-11-24 17:38:29.304533','2026-11-24 17:38:29.334445',NULL,NULL,'hisho-koho','f2b31e2a8cc59d53939e','2026-11-24 17:38:29.400170',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(17,'incident:1:card:1',1,'card','web','{"platform": "web", "team": "playground", "channel": "kiki-kanri", "thread": "", "user": "", "private": false, "direct": false}',26,9,'sent',1,'2026-11-24 17:38:29.304533','2026-11-24 17:38:29.346881',NULL,NULL,'kiki-kanri','3793b88d92904c1b1340','2026-11-24 17:38:29.400170',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(18,'incident:1:card:2',1,'card','web','{"platform": "web", "team": "playground", "channel": "joho-seisaku", "thread": "", "user": "", "private": false, "direct": false}',27,10,'sent',1,'2026-11-24 17:38:29.304533','2026-11-24 17:38:29.369417',NULL,NULL,'joho-seisaku','b04d479edb72d5d45284','2026-11-24 17:38:29.400170',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(19,'incident:1:reporter',2,'card','web','{"platform": "web", "team": "playground", "channel": "", "thread": "", "user": "tanaka", "private": true, "direct": true}',28,11,'sent',1,'2026-11-24 17:38:29.304533','2026-11-24 17:38:29.381810',NULL,NULL,'dm-tanaka','4663d4d57205fc57f9c2','2026-11-24 17:38:29.400170',NULL,'[]',0,1,0,NULL,NULL);
INSERT INTO "outbox" VALUES(20,'once:c43a68e2a4165c36',0,'card','web','{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}',31,NULL,'sent',1,'2026-11-24 17:38:29.484182','2026-11-24 17:38:29.490857',NULL,NULL,'dm-tanaka','ca81ea458bca3340fa10','2026-11-24 17:38:29.503728',NULL,'[]',0,1,0,NULL,NULL);
CREATE TABLE payload (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	body JSON, 
	salt TEXT, 
	kept_from DATETIME NOT NULL, 
	keep_until DATETIME, 
	blanked_at DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "payload" VALUES(1,'question','question:d1a8be3cef8d38ca36bd43352de1f408','{"text": "\u663c\u4f11\u307f\u306b\u81ea\u5206\u306e\u30a4\u30f3\u30b9\u30bf\u3092\u66f4\u65b0\u3059\u308b\u306e\u306f\u52e4\u52d9\u6642\u9593\u4e2d\u306b\u306a\u308a\u307e\u3059\u304b"}','f556914a05932d80e3718300b8707784','2026-11-24 00:00:00.000000','2027-11-24 00:00:00.000000',NULL);
INSERT INTO "payload" VALUES(2,'card','web:playground:06cc61ee-6def-4f5a-bd0d-1949f95eceac','{"title": "5-(10) \u52e4\u52d9\u6642\u9593\u4e2d\u306e\u500b\u4eba\u306e\u767a\u4fe1", "parts": [{"kind": "text", "text": "5 \u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805", "style": "small"}, {"kind": "text", "text": "\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3057\u3066\u60c5\u5831\u767a\u4fe1\u3092\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805\u306f\u3001\u6b21\u306e\u3068\u304a\u308a\u3068\u3059\u308b\u3002", "style": "quote"}, {"kind": "text", "text": "5-(10)\n\u52e4\u52d9\u6642\u9593\u4e2d\u306b\u500b\u4eba\u306e\u7acb\u5834\u3067\u60c5\u5831\u3092\u767a\u4fe1\u3059\u308b\u3053\u3068\u3002", "style": "quote"}, {"kind": "text", "text": "\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}, {"kind": "text", "text": "\u95a2\u4fc2\u3057\u305d\u3046\u306a\u6761\u6587\n5-(11) \u5e02\u306e\u6a5f\u5668\u30fb\u56de\u7dda\u3067\u306e\u500b\u4eba\u306e\u767a\u4fe1\n4-(3) \u8077\u52d9\u5c02\u5ff5\u7fa9\u52d9\u3092\u7591\u308f\u308c\u306a\u3044", "style": "small"}, {"kind": "button", "action": "ask.good", "label": "\ud83d\udc4d \u5f79\u306b\u7acb\u3063\u305f", "value": "d1a8be3cef8d38ca36bd43352de1f408:5-(10)", "nonce": "rate-d1a8be3cef8d38ca36bd43352de1f408", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ask.bad", "label": "\ud83d\udc4e \u9055\u3046", "value": "d1a8be3cef8d38ca36bd43352de1f408:5-(10)", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "\u2190 5-(9)", "value": "5-(9)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "5-(11) \u2192", "value": "5-(11)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "d1a8be3cef8d38ca36bd43352de1f408", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}], "pin": false}','ddbefd1a977d844b06c493485f20ff87','2026-11-24 17:38:27.917619','2026-11-27 17:38:27.917619',NULL);
INSERT INTO "payload" VALUES(3,'question','question:cffb9c83f1a29fb1759d4f3c825ef66e','{"text": "\u5e02\u7a0e\u306e\u53e3\u5ea7\u632f\u66ff\u306e\u624b\u7d9a\u3092\u6559\u3048\u3066"}','36ac891e44d3e4fae2fcd609481012d0','2026-11-24 00:00:00.000000','2027-11-24 00:00:00.000000',NULL);
INSERT INTO "payload" VALUES(4,'card','web:playground:ffb6f54d-5dbe-4be6-8c12-4985aea74051','{"title": "\u8a72\u5f53\u6761\u6587\u306a\u3057", "parts": [{"kind": "text", "text": "\u3053\u306e\u8cea\u554f\u306b\u5f53\u3066\u306f\u307e\u308b\u6761\u6587\u306f\u3001\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3\u306b\u898b\u5f53\u305f\u308a\u307e\u305b\u3093\u3002", "style": "plain"}, {"kind": "facts", "pairs": [["\u304a\u554f\u3044\u5408\u308f\u305b\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2\uff08\u5185\u7dda 2030\uff09"]]}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "cffb9c83f1a29fb1759d4f3c825ef66e", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.browse", "label": "\u6761\u6587\u3092\u8aad\u3080", "value": "", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "text", "text": "\u8abf\u3079\u305f\u3082\u306e\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}], "pin": false}','b7f318b457d3eda2d84993be9583dcac','2026-11-24 17:38:28.181994','2026-11-27 17:38:28.181994',NULL);
INSERT INTO "payload" VALUES(5,'ticket','ticket:1','{"text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**"}','9505e4a4eef2d3ea72cfb17389fc50a8','2026-11-24 17:38:28.252724','2027-12-29 17:38:28.252724',NULL);
INSERT INTO "payload" VALUES(6,'card','ticket:1','{"title": "\u8cea\u554f 1", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u672a\u56de\u7b54"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "button", "action": "ticket.reply", "label": "\u56de\u7b54\u3059\u308b", "value": "1", "nonce": "", "style": "primary", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u30b9\u30ec\u30c3\u30c9\u3078\u306e\u8fd4\u4fe1\u3082\u3001\u8cea\u554f\u8005\u306b\u5c4a\u304d\u307e\u3059\u3002\u76f8\u8ac7\u3060\u3051\u306e\u8fd4\u4fe1\u306f\u300c\u5185\u90e8\u300d\u3067\u59cb\u3081\u3066\u304f\u3060\u3055\u3044\uff08\u5c4a\u304d\u307e\u305b\u3093\uff09\u3002", "style": "small"}], "pin": false}','d2de4a4d8592b4699d14abc328234336','2026-11-24 17:38:28.252724','2026-12-24 17:38:28.252724',NULL);
INSERT INTO "payload" VALUES(7,'replies','web:playground:5c182073-bb67-424a-ac2c-498ee80e80d6','{"replies": [{"card": {"title": "\u8cea\u554f\u3092\u53d7\u3051\u4ed8\u3051\u307e\u3057\u305f", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u9001\u308a\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2"]]}, {"kind": "text", "text": "\u56de\u7b54\u304c\u3042\u308b\u3068\u3001\u3053\u306e\u30dc\u30c3\u30c8\u304b\u3089\u304a\u77e5\u3089\u305b\u3057\u307e\u3059\u3002\u304a\u6025\u304e\u306e\u3068\u304d\u306f\u5185\u7dda 2030\u3078\u3002", "style": "plain"}], "pin": false}, "where": "private", "errors": [], "reopen": null}]}','d292e3b2bbce2c7f6d9edf54528702be','2026-11-24 17:38:28.252724','2026-11-27 17:38:28.252724',NULL);
INSERT INTO "payload" VALUES(8,'answer','ticket:1','{"text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002"}','f137b31b48501d53b02d82200e34ecf5','2026-11-24 17:38:28.768119','2027-12-29 17:38:28.768119',NULL);
INSERT INTO "payload" VALUES(9,'card','ticket:1','{"title": "\u8cea\u554f 1\uff08\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}], "pin": false}','fb3e7857350ab523533d1cda1ebcbd00','2026-11-24 17:38:28.768119','2026-12-24 17:38:28.768119',NULL);
INSERT INTO "payload" VALUES(10,'card','ticket:1','{"title": "\u60c5\u5831\u653f\u7b56\u8ab2\u304b\u3089\u306e\u56de\u7b54\uff08\u53d7\u4ed8\u756a\u53f7 1\uff09", "parts": [{"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "ticket.close", "label": "\u89e3\u6c7a\u3057\u305f", "value": "1", "nonce": "close-1", "style": "primary", "opens_dialog": false, "confirm": ""}], "pin": false}','1d0ef64603cf510e8899606a1dc6ffd8','2026-11-24 17:38:28.768119','2026-12-24 17:38:28.768119',NULL);
INSERT INTO "payload" VALUES(11,'replies','ticket:1','{"replies": [{"card": {"title": "\u8cea\u554f 1 \u306e\u56de\u7b54\u3092\u8cea\u554f\u8005\u306b\u9001\u308a\u307e\u3057\u305f", "parts": [], "pin": false}, "where": "private", "errors": [], "reopen": null}]}','da26a9ac61de685c25332c5f7280812c','2026-11-24 17:38:28.768119','2026-11-27 17:38:28.768119',NULL);
INSERT INTO "payload" VALUES(12,'card','ticket:1','{"title": "\u8cea\u554f 1\uff08\u5b8c\u4e86\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u5b8c\u4e86"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}], "pin": false}','4f8fb82ffd90ab0536228e05cab8ba73','2026-11-24 17:38:28.897721','2026-12-24 17:38:28.897721',NULL);
INSERT INTO "payload" VALUES(13,'replies','ticket:1','{"replies": [{"card": {"title": "\u8cea\u554f 1 \u3092\u5b8c\u4e86\u306b\u3057\u307e\u3057\u305f", "parts": [{"kind": "text", "text": "\u3042\u308a\u304c\u3068\u3046\u3054\u3056\u3044\u307e\u3057\u305f\u3002", "style": "plain"}], "pin": false}, "where": "replace", "errors": [], "reopen": null}]}','82956a13a94b1cadaee5ba1088b76737','2026-11-24 17:38:28.897721','2026-11-27 17:38:28.897721',NULL);
INSERT INTO "payload" VALUES(14,'card','web:playground:b2ad825a-3e5a-43bb-94e6-cdde8f0bdd68','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa", "parts": [{"kind": "text", "text": "\u708e\u4e0a\u3001\u306a\u308a\u3059\u307e\u3057\u3001\u8aa4\u6295\u7a3f\u306a\u3069\u3001\u8077\u52d9\u3067\u4f7f\u3046SNS\u306e\u30c8\u30e9\u30d6\u30eb\u3092\u79d8\u66f8\u5e83\u5831\u5ba4\u3001\u5371\u6a5f\u7ba1\u7406\u5ba4\u3001\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u4e00\u5ea6\u306b\u5c4a\u3051\u51fa\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "incident.form", "label": "\u30c8\u30e9\u30d6\u30eb\u3092\u5c4a\u3051\u51fa\u308b", "value": "", "nonce": "", "style": "danger", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.form", "label": "\u8a13\u7df4\u3068\u3057\u3066\u5c4a\u3051\u51fa\u308b", "value": "drill", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u7981\u6b62\u4e8b\u9805\u306e\u9055\u53cd\u3092\u901a\u77e5\u3059\u308b", "value": "", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u304a\u6025\u304e\u306e\u3068\u304d\u306f\u96fb\u8a71\u3082\uff1a\u79d8\u66f8\u5e83\u5831\u5ba4 \u5185\u7dda 2010\u3001\u5371\u6a5f\u7ba1\u7406\u5ba4 \u5185\u7dda 2020\u3001\u60c5\u5831\u653f\u7b56\u8ab2 \u5185\u7dda 2030", "style": "small"}, {"kind": "text", "text": "7 \u8077\u52d9\u3067\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3059\u308b\u5834\u5408\u306e\u624b\u7d9a", "style": "small"}, {"kind": "text", "text": "7-(8)\n\u8077\u52d9\u3067\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3057\u3066\u3001\u708e\u4e0a\u3001\u306a\u308a\u3059\u307e\u3057\u7b49\u306e\u30c8\u30e9\u30d6\u30eb\u304c\u767a\u751f\u3057\u305f\u5834\u5408\u306f\u3001\u76f4\u3061\u306b\u79d8\u66f8\u5e83\u5831\u5ba4\u3001\u5371\u6a5f\u7ba1\u7406\u5ba4\u53ca\u3073\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u5c4a\u3051\u51fa\u308b\u3082\u306e\u3068\u3059\u308b\u3002", "style": "quote"}, {"kind": "text", "text": "\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}], "pin": false}','b5bcf9a13e97749faa10287dedd27764','2026-11-24 17:38:28.977724','2026-11-27 17:38:28.977724',NULL);
INSERT INTO "payload" VALUES(15,'incident','incident:1','{"kind": "flame", "account": "X @tsuyama_demo", "url": "", "what": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "noticed": "2026-11-25 02:38", "visible": "yes", "personal_data": "no", "people": "", "reporter": "\u7530\u4e2d \u306f\u308b\u304b", "section": "\u89b3\u5149\u632f\u8208\u8ab2", "emergency": ""}','211206e5bf0ab02ac1371c692a83a033','2026-11-24 17:38:29.036215','2031-11-24 17:38:29.036215',NULL);
INSERT INTO "payload" VALUES(16,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:0", "nonce": "ack-1-0", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','866a8a497ac1869bd1c4484fd64cda78','2026-11-24 17:38:29.036215','2031-11-24 17:38:29.036215',NULL);
INSERT INTO "payload" VALUES(17,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:1", "nonce": "ack-1-1", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','b9909dc125f792314af0f610031265c8','2026-11-24 17:38:29.036215','2031-11-24 17:38:29.036215',NULL);
INSERT INTO "payload" VALUES(18,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:2", "nonce": "ack-1-2", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','a3d6dc04608001ce66fda9a699a04bc6','2026-11-24 17:38:29.036215','2031-11-24 17:38:29.036215',NULL);
INSERT INTO "payload" VALUES(19,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"]]}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "\u9001\u4fe1\u4e2d\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.withdraw", "label": "\u53d6\u308a\u4e0b\u3052\u308b", "value": "1", "nonce": "withdraw-1", "style": "plain", "opens_dialog": false, "confirm": "\u5c4a\u51fa\u3092\u53d6\u308a\u4e0b\u3052\u307e\u3059\u3002\u4e09\u3064\u306e\u8ab2\u306b\u3082\u53d6\u4e0b\u3052\u3068\u8868\u793a\u3055\u308c\u307e\u3059\u3002\u3088\u308d\u3057\u3044\u3067\u3059\u304b\u3002"}], "pin": false}','b43a2792758d9e72b300da1c93df79a3','2026-11-24 17:38:29.036215','2026-12-24 17:38:29.036215',NULL);
INSERT INTO "payload" VALUES(20,'replies','press:55e820691fa186ae','{"replies": [{"card": {"title": "\u5c4a\u3051\u51fa\u307e\u3057\u305f", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u5c4a\u3051\u5148", "\u79d8\u66f8\u5e83\u5831\u5ba4\u3001\u5371\u6a5f\u7ba1\u7406\u5ba4\u3001\u60c5\u5831\u653f\u7b56\u8ab2"]]}, {"kind": "text", "text": "\u5c4a\u3044\u305f\u304b\u3001\u8ab0\u304c\u53d7\u9818\u3057\u305f\u304b\u306f\u3001\u3053\u306e\u30dc\u30c3\u30c8\u304b\u3089\u306e\u76f4\u63a5\u306e\u30e1\u30c3\u30bb\u30fc\u30b8\u306b\u8868\u793a\u3055\u308c\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "primary", "opens_dialog": false, "confirm": ""}], "pin": false}, "where": "private", "errors": [], "reopen": null}]}','41ee4596349083f25bb8acbd984bccc8','2026-11-24 17:38:29.036215','2026-11-27 17:38:29.036215',NULL);
INSERT INTO "payload" VALUES(21,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:0", "nonce": "ack-1-0", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','ef15f1ffe7d9c5a3350f1cd089f92591','2026-11-24 17:38:29.164267','2026-12-24 17:38:29.164267',NULL);
INSERT INTO "payload" VALUES(22,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:1", "nonce": "ack-1-1", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','72d03a168d71ce8584bf5bd984b6da26','2026-11-24 17:38:29.164267','2026-12-24 17:38:29.164267',NULL);
INSERT INTO "payload" VALUES(23,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:2", "nonce": "ack-1-2", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','3909b452fd2ec5a67b4b946a24e0f962','2026-11-24 17:38:29.164267','2026-12-24 17:38:29.164267',NULL);
INSERT INTO "payload" VALUES(24,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"]]}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.withdraw", "label": "\u53d6\u308a\u4e0b\u3052\u308b", "value": "1", "nonce": "withdraw-1", "style": "plain", "opens_dialog": false, "confirm": "\u5c4a\u51fa\u3092\u53d6\u308a\u4e0b\u3052\u307e\u3059\u3002\u4e09\u3064\u306e\u8ab2\u306b\u3082\u53d6\u4e0b\u3052\u3068\u8868\u793a\u3055\u308c\u307e\u3059\u3002\u3088\u308d\u3057\u3044\u3067\u3059\u304b\u3002"}], "pin": false}','7218488e1786be0339cae57cfc204230','2026-11-24 17:38:29.164267','2026-12-24 17:38:29.164267',NULL);
INSERT INTO "payload" VALUES(25,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u53d7\u9818\uff1a11\u670825\u65e5 02:38 \u4e45\u4fdd \u7f8e\u54b2\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','5a6b789a627a45d22a5da23c3bdede52','2026-11-24 17:38:29.304533','2026-12-24 17:38:29.304533',NULL);
INSERT INTO "payload" VALUES(26,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u53d7\u9818\uff1a11\u670825\u65e5 02:38 \u4e45\u4fdd \u7f8e\u54b2\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:1", "nonce": "ack-1-1", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','0467f5893f1fe0471fbc56da8526b9d8','2026-11-24 17:38:29.304533','2026-12-24 17:38:29.304533',NULL);
INSERT INTO "payload" VALUES(27,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u30a2\u30ab\u30a6\u30f3\u30c8", "X @tsuyama_demo"], ["\u6c17\u3065\u3044\u305f\u65e5\u6642", "2026-11-25 02:38"], ["\u3044\u307e\u3082\u898b\u3048\u308b\u304b", "\u3044\u307e\u3082\u898b\u3048\u308b"], ["\u500b\u4eba\u60c5\u5831", "\u542b\u307e\u308c\u306a\u3044"], ["\u5c4a\u3051\u51fa\u305f\u4eba", "\u89b3\u5149\u632f\u8208\u8ab2 \u7530\u4e2d \u306f\u308b\u304b"]]}, {"kind": "text", "text": "\u89b3\u5149\u306e\u6295\u7a3f\u306b\u6279\u5224\u304c\u96c6\u307e\u3063\u3066\u3044\u307e\u3059\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u5c4a\u3051\u5148\u306e\u72b6\u6cc1", "style": "strong"}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u53d7\u9818\uff1a11\u670825\u65e5 02:38 \u4e45\u4fdd \u7f8e\u54b2\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.ack", "label": "\u53d7\u9818", "value": "1:2", "nonce": "ack-1-2", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.record", "label": "\u5bfe\u5fdc\u3092\u8a18\u9332\u3059\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "incident.timeline", "label": "\u7d4c\u904e\u3092\u898b\u308b", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.drafts", "label": "\u304a\u77e5\u3089\u305b\u306e\u6587\u6848", "value": "1", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "violation.form", "label": "\u9055\u53cd\u3068\u3057\u3066\u901a\u77e5\u3059\u308b", "value": "incident:1", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u901a\u77e5\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u66f8\u3044\u305f\u3053\u3068\u306f\u3001\u7d4c\u904e\u3068\u3057\u3066\u8a18\u9332\u3055\u308c\u3001\u307b\u304b\u306e\u8ab2\u306e\u30b9\u30ec\u30c3\u30c9\u306b\u3082\u5c4a\u304d\u307e\u3059\u3002", "style": "small"}], "pin": false}','32c72c61ff07166a75f5fadac639c4fd','2026-11-24 17:38:29.304533','2026-12-24 17:38:29.304533',NULL);
INSERT INTO "payload" VALUES(28,'card','incident:1','{"title": "\u30c8\u30e9\u30d6\u30eb\u306e\u5c4a\u51fa 1\uff1a\u708e\u4e0a", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u7a2e\u985e", "\u708e\u4e0a"], ["\u72b6\u614b", "\u5bfe\u5fdc\u4e2d"]]}, {"kind": "facts", "pairs": [["\u79d8\u66f8\u5e83\u5831\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u53d7\u9818\uff1a11\u670825\u65e5 02:38 \u4e45\u4fdd \u7f8e\u54b2\uff08\u96fb\u8a71 \u5185\u7dda 2010\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"], ["\u5371\u6a5f\u7ba1\u7406\u5ba4", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2020\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5f53\u76f4 \u5185\u7dda 9119\uff09"], ["\u60c5\u5831\u653f\u7b56\u8ab2", "11\u670825\u65e5 02:38 \u306b\u5230\u9054\u3000\u672a\u53d7\u9818\uff08\u96fb\u8a71 \u5185\u7dda 2030\u3001\u591c\u9593\u30fb\u4f11\u65e5 \u5b88\u885b\u5ba4 \u5185\u7dda 9999\uff09"]]}, {"kind": "button", "action": "incident.steps", "label": "\u3044\u307e\u3059\u3079\u304d\u3053\u3068", "value": "1", "nonce": "", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "incident.withdraw", "label": "\u53d6\u308a\u4e0b\u3052\u308b", "value": "1", "nonce": "withdraw-1", "style": "plain", "opens_dialog": false, "confirm": "\u5c4a\u51fa\u3092\u53d6\u308a\u4e0b\u3052\u307e\u3059\u3002\u4e09\u3064\u306e\u8ab2\u306b\u3082\u53d6\u4e0b\u3052\u3068\u8868\u793a\u3055\u308c\u307e\u3059\u3002\u3088\u308d\u3057\u3044\u3067\u3059\u304b\u3002"}], "pin": false}','cc8f08befbc540bb354c6b135715066c','2026-11-24 17:38:29.304533','2026-12-24 17:38:29.304533',NULL);
INSERT INTO "payload" VALUES(29,'replies','incident:1','{"replies": [{"card": {"title": "\u5c4a\u51fa 1 \u3092\u79d8\u66f8\u5e83\u5831\u5ba4\u3068\u3057\u3066\u53d7\u9818\u3057\u307e\u3057\u305f", "parts": [], "pin": false}, "where": "private", "errors": [], "reopen": null}]}','2fc4921d0b5cb187935a6bc0085b392f','2026-11-24 17:38:29.304533','2026-11-27 17:38:29.304533',NULL);
INSERT INTO "payload" VALUES(30,'draft','check:31ab392f18ad7c8f','{"text": "\u8077\u52d9 \u660e\u65e5\u306e\u5e02\u6c11\u307e\u3064\u308a\u306f9\u6642\u304b\u3089\u5e02\u5f79\u6240\u524d\u5e83\u5834\u3067\u958b\u304d\u307e\u3059\u3002", "account": "", "context": {}, "answers": {}, "dismissed": [], "pictures": []}','6ae30d8beacfdaabf0759694bac62854','2026-11-24 17:38:29.484182','2026-12-24 17:38:29.484182',NULL);
INSERT INTO "payload" VALUES(31,'card','check:31ab392f18ad7c8f','{"title": "\u81ea\u52d5\u78ba\u8a8d\u3067\u306f\u8a72\u5f53\u306a\u3057", "parts": [{"kind": "facts", "pairs": [["\u7acb\u5834", "\u307e\u3060\u9078\u3070\u308c\u3066\u3044\u307e\u305b\u3093"]]}, {"kind": "text", "text": "\u8077\u52d9 \u660e\u65e5\u306e\u5e02\u6c11\u307e\u3064\u308a\u306f9\u6642\u304b\u3089\u5e02\u5f79\u6240\u524d\u5e83\u5834\u3067\u958b\u304d\u307e\u3059\u3002", "style": "quote"}, {"kind": "button", "action": "check.capacity", "label": "\u8077\u52d9\u3068\u3057\u3066", "value": "31ab392f18ad7c8f:duty", "nonce": "31ab392f18ad7c8f-1-duty", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "check.capacity", "label": "\u500b\u4eba\u30fb\u4ed6\u56e3\u4f53\u306e\u7acb\u5834\u3067", "value": "31ab392f18ad7c8f:private", "nonce": "31ab392f18ad7c8f-1-private", "style": "primary", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "check.edit", "label": "\u66f8\u304d\u76f4\u3059", "value": "31ab392f18ad7c8f", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "check.drop", "label": "\u7d42\u308f\u308b\uff08\u4e0b\u66f8\u304d\u3092\u6d88\u3059\uff09", "value": "31ab392f18ad7c8f", "nonce": "31ab392f18ad7c8f-1-drop", "style": "plain", "opens_dialog": false, "confirm": "\u4e0b\u66f8\u304d\u3068\u3001\u3053\u306e\u78ba\u8a8d\u306b\u95a2\u3059\u308b\u6587\u9762\u3092\u3059\u3079\u3066\u6d88\u3057\u307e\u3059\u3002"}, {"kind": "text", "text": "\u81ea\u52d5\u78ba\u8a8d\u306f\u3001\u6295\u7a3f\u3057\u3066\u554f\u984c\u304c\u306a\u3044\u3053\u3068\u3092\u4fdd\u8a3c\u3059\u308b\u3082\u306e\u3067\u306f\u3042\u308a\u307e\u305b\u3093\u3002\u6700\u5f8c\u306f\u4eba\u306e\u76ee\u3067\u78ba\u304b\u3081\u3066\u304f\u3060\u3055\u3044\u3002\n\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}], "pin": false}','dde4998a77752d69eb289216c77c5e91','2026-11-24 17:38:29.484182','2026-11-27 17:38:29.484182',NULL);
CREATE TABLE question (
	id TEXT NOT NULL, 
	payload_id INTEGER NOT NULL, 
	mode TEXT NOT NULL, 
	clauses JSON NOT NULL, 
	chosen TEXT, 
	asked_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id)
);
INSERT INTO "question" VALUES('d1a8be3cef8d38ca36bd43352de1f408',1,'direct','["5-(10)", "5-(11)", "4-(3)"]',NULL,'2026-11-24 00:00:00.000000');
INSERT INTO "question" VALUES('cffb9c83f1a29fb1759d4f3c825ef66e',3,'none','[]',NULL,'2026-11-24 00:00:00.000000');
CREATE TABLE receipt (
	id INTEGER NOT NULL, 
	check_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	way TEXT NOT NULL, 
	people JSON NOT NULL, 
	digest TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	given_at DATETIME NOT NULL, 
	void_at DATETIME, 
	posted_at DATETIME, 
	url_payload INTEGER, 
	kept_payload INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(check_id) REFERENCES draft_check (id), 
	FOREIGN KEY(url_payload) REFERENCES payload (id), 
	FOREIGN KEY(kept_payload) REFERENCES payload (id)
);
CREATE TABLE reference (
	id INTEGER NOT NULL, 
	platform TEXT NOT NULL, 
	team TEXT NOT NULL, 
	conversation TEXT NOT NULL, 
	reference JSON NOT NULL, 
	kept_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE review (
	id INTEGER NOT NULL, 
	check_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	person TEXT NOT NULL, 
	step INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	notice_id INTEGER, 
	comment_payload INTEGER, 
	asked_at DATETIME NOT NULL, 
	answered_at DATETIME, 
	reminded_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(check_id) REFERENCES draft_check (id), 
	FOREIGN KEY(notice_id) REFERENCES outbox (id), 
	FOREIGN KEY(comment_payload) REFERENCES payload (id)
);
CREATE TABLE submission (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	payload_id INTEGER NOT NULL, 
	file_payload INTEGER, 
	person TEXT NOT NULL, 
	as_deputy BOOLEAN DEFAULT 0 NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(application_id) REFERENCES application (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id), 
	FOREIGN KEY(file_payload) REFERENCES payload (id)
);
CREATE TABLE ticket (
	id INTEGER NOT NULL, 
	asker_id INTEGER NOT NULL, 
	office TEXT NOT NULL, 
	state TEXT NOT NULL, 
	question_payload INTEGER NOT NULL, 
	answer_payload INTEGER, 
	answer_to JSON NOT NULL, 
	notice_id INTEGER, 
	opened_at DATETIME NOT NULL, 
	answered_at DATETIME, 
	answered_by INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(asker_id) REFERENCES member (id), 
	FOREIGN KEY(question_payload) REFERENCES payload (id), 
	FOREIGN KEY(answer_payload) REFERENCES payload (id), 
	FOREIGN KEY(notice_id) REFERENCES outbox (id), 
	FOREIGN KEY(answered_by) REFERENCES member (id)
);
INSERT INTO "ticket" VALUES(1,1,'情報政策課','closed',5,8,'{"platform": "web", "team": "playground", "channel": "dm-tanaka", "thread": "", "user": "tanaka", "private": true, "direct": true}',3,'2026-11-24 17:38:28.252724','2026-11-24 17:38:28.768119',2);
CREATE TABLE violation (
	id INTEGER NOT NULL, 
	reporter_id INTEGER NOT NULL, 
	named BOOLEAN NOT NULL, 
	official BOOLEAN NOT NULL, 
	section TEXT NOT NULL, 
	clauses JSON NOT NULL, 
	step TEXT NOT NULL, 
	holder TEXT NOT NULL, 
	subject TEXT, 
	payload_id INTEGER NOT NULL, 
	incident_id INTEGER, 
	reported_to JSON NOT NULL, 
	reported_at DATETIME NOT NULL, 
	step_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(reporter_id) REFERENCES member (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id), 
	FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE violation_entry (
	id INTEGER NOT NULL, 
	violation_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind TEXT NOT NULL, 
	person TEXT NOT NULL, 
	payload_id INTEGER, 
	outbox_id INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(violation_id) REFERENCES violation (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id), 
	FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
CREATE TABLE walk (
	member_id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (member_id), 
	FOREIGN KEY(member_id) REFERENCES member (id), 
	FOREIGN KEY(application_id) REFERENCES application (id)
);
CREATE UNIQUE INDEX member_account ON member (platform, team, account);
CREATE INDEX ix_payload_subject ON payload (subject);
CREATE INDEX ix_payload_keep_until ON payload (keep_until);
CREATE INDEX ix_done_at ON done (at);
CREATE UNIQUE INDEX outbox_order ON outbox (thread, position);
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_posted ON outbox (platform, posted_channel, posted_id);
CREATE INDEX ix_question_asked_at ON question (asked_at);
CREATE INDEX ix_feedback_question_id ON feedback (question_id);
CREATE INDEX ix_ticket_notice_id ON ticket (notice_id);
CREATE UNIQUE INDEX reference_place ON reference (platform, team, conversation);
CREATE TRIGGER log_entry_keeps_values BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_entry_keeps_rows BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE INDEX ix_draft_check_member_id ON draft_check (member_id);
CREATE INDEX ix_draft_check_state ON draft_check (state);
CREATE INDEX ix_draft_check_changed_at ON draft_check (changed_at);
CREATE INDEX ix_review_check_id ON review (check_id);
CREATE INDEX ix_review_person ON review (person);
CREATE INDEX ix_receipt_check_id ON receipt (check_id);
CREATE INDEX ix_application_section ON application (section);
CREATE INDEX ix_application_state ON application (state);
CREATE UNIQUE INDEX field_answer_version ON field_answer (application_id, field, version);
CREATE UNIQUE INDEX submission_round ON submission (application_id, round);
CREATE UNIQUE INDEX ballot_person ON ballot (application_id, round, person);
CREATE UNIQUE INDEX decision_round ON decision (application_id, round);
CREATE INDEX account_handle ON account (medium, handle);
CREATE INDEX ix_account_section ON account (section);
CREATE INDEX member_person ON member (person);
CREATE INDEX outbox_edits ON outbox (edits) WHERE state = 'waiting';
CREATE INDEX incident_open ON incident (state);
CREATE UNIQUE INDEX incident_notice_order ON incident_notice (incident_id, position);
CREATE INDEX incident_notice_row ON incident_notice (outbox_id);
CREATE INDEX incident_notice_untold ON incident_notice (id) WHERE told_at IS NULL;
CREATE INDEX incident_notice_waiting ON incident_notice (reported_at) WHERE acknowledged_at IS NULL AND NOT closed;
CREATE UNIQUE INDEX incident_reminder_once ON incident_reminder (notice_id, step);
CREATE INDEX ix_incident_entry_incident_id ON incident_entry (incident_id);
CREATE INDEX violation_step ON violation (step);
CREATE INDEX ix_violation_entry_violation_id ON violation_entry (violation_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',20);
COMMIT;
