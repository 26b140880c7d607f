BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE done (
	"key" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	payload_id INTEGER, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(payload_id) REFERENCES payload (id)
);
INSERT INTO "done" VALUES('slack:T0TSUYAMA:Ev00000001','2026-11-24 17:38:07.046489',NULL);
INSERT INTO "done" VALUES('slack:T0TSUYAMA:Ev00000002','2026-11-24 17:38:07.092296',NULL);
INSERT INTO "done" VALUES('slack:T0TSUYAMA:V19:h20','2026-11-24 17:38:07.187942',7);
INSERT INTO "done" VALUES('press:246bd449a1a14309','2026-11-24 17:38:07.187942',7);
INSERT INTO "done" VALUES('slack:T0TSUYAMA:V36:h37','2026-11-24 17:38:07.299191',11);
INSERT INTO "done" VALUES('press:8e6766d0f50a7262','2026-11-24 17:38:07.299191',11);
INSERT INTO "done" VALUES('slack:T0TSUYAMA:trigger.52','2026-11-24 17:38:07.397457',13);
INSERT INTO "done" VALUES('press:close-1','2026-11-24 17:38:07.397457',13);
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
INSERT INTO "log_entry" VALUES(1,'2026-11-24 17:38:07.047767','asked','tanaka','{"mode": "direct", "clauses": ["5-(10)", "5-(11)", "4-(3)"]}','','0000000000000000000000000000000000000000000000000000000000000000','f37a151f9cb8c0fa48f4c6301d40c77bffc5a5b23c89140c828f35025681a654');
INSERT INTO "log_entry" VALUES(2,'2026-11-24 17:38:07.092620','asked','tanaka','{"mode": "none", "clauses": []}','','f37a151f9cb8c0fa48f4c6301d40c77bffc5a5b23c89140c828f35025681a654','084a1793ee159e9e62115fa086606dfc007edae0c2ef80525ba7a738104bc269');
INSERT INTO "log_entry" VALUES(3,'2026-11-24 17:38:07.188569','ticket opened','tanaka','{"ticket": 1}','05f7ce9d855a443ba8fa277072f0f5fb63a00107a898e89835f838f9bbdadcaa','084a1793ee159e9e62115fa086606dfc007edae0c2ef80525ba7a738104bc269','ccd1f0da8023e1d90e4fbcb5c8863769e8d7e82b4f89056b9184c0cb968e2049');
INSERT INTO "log_entry" VALUES(4,'2026-11-24 17:38:07.299785','ticket answered','mori','{"ticket": 1}','3445ce5d94aa5bcb5809899cb68d815e0e0896693d912c75b210d49c9526d616','ccd1f0da8023e1d90e4fbcb5c8863769e8d7e82b4f89056b9184c0cb968e2049','156681f8c4a16627373e98cab2ba10fc6397a6b6c501a5f78e6a50878db8635a');
INSERT INTO "log_entry" VALUES(5,'2026-11-24 17:38:07.397779','ticket closed','tanaka','{"ticket": 1}','','156681f8c4a16627373e98cab2ba10fc6397a6b6c501a5f78e6a50878db8635a','95de31128b6da70adb3245c61564d3451e10cc945f091939b9562add173d4073');
CREATE TABLE log_head (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "log_head" VALUES(1,5,'95de31128b6da70adb3245c61564d3451e10cc945f091939b9562add173d4073');
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
INSERT INTO "member" VALUES(1,'slack','T0TSUYAMA','U0TANAKA','tanaka','田中 はるか','2026-11-24 17:38:07.047767');
INSERT INTO "member" VALUES(2,'slack','T0TSUYAMA','U0MORI','mori','森 由美','2026-11-24 17:38:07.299785');
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
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
	error TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(payload_id) REFERENCES payload (id), 
	FOREIGN KEY(edits) REFERENCES outbox (id)
);
INSERT INTO "outbox" VALUES(1,'once:29be1c7751a3a136',0,'card','slack','{"platform": "slack", "team": "T0TSUYAMA", "channel": "D0TANAKA", "thread": "", "user": "U0TANAKA", "private": true, "direct": true}',2,NULL,'sent',1,'2026-11-24 17:38:07.047767','2026-11-24 17:38:07.059977',NULL,NULL,'D0TANAKA','1795541887.000009','2026-11-24 17:38:07.074552',NULL);
INSERT INTO "outbox" VALUES(2,'once:d614aa9182004e02',0,'card','slack','{"platform": "slack", "team": "T0TSUYAMA", "channel": "D0TANAKA", "thread": "", "user": "U0TANAKA", "private": true, "direct": true}',4,NULL,'sent',1,'2026-11-24 17:38:07.092620','2026-11-24 17:38:07.093148',NULL,NULL,'D0TANAKA','1795541887.000016','2026-11-24 17:38:07.107341',NULL);
INSERT INTO "outbox" VALUES(3,'ticket:1',0,'card','slack','{"platform": "slack", "team": "T0TSUYAMA", "channel": "C0JOHOSEISAKU", "thread": "", "user": "", "private": false, "direct": false}',6,NULL,'sent',1,'2026-11-24 17:38:07.188569','2026-11-24 17:38:07.202414',NULL,NULL,'C0JOHOSEISAKU','1795541887.000033','2026-11-24 17:38:07.237956',NULL);
INSERT INTO "outbox" VALUES(4,'ticket:1',1,'card','slack','{"platform": "slack", "team": "T0TSUYAMA", "channel": "C0JOHOSEISAKU", "thread": "", "user": "", "private": false, "direct": false}',9,3,'sent',1,'2026-11-24 17:38:07.299785','2026-11-24 17:38:07.325813',NULL,NULL,'C0JOHOSEISAKU','1795541887.000033','2026-11-24 17:38:07.377562',NULL);
INSERT INTO "outbox" VALUES(5,'ticket:1:asker',0,'card','slack','{"platform": "slack", "team": "T0TSUYAMA", "channel": "D0TANAKA", "thread": "", "user": "U0TANAKA", "private": true, "direct": true}',10,NULL,'sent',1,'2026-11-24 17:38:07.299785','2026-11-24 17:38:07.326797',NULL,NULL,'D0TANAKA','1795541887.000051','2026-11-24 17:38:07.377562',NULL);
INSERT INTO "outbox" VALUES(6,'ticket:1',2,'card','slack','{"platform": "slack", "team": "T0TSUYAMA", "channel": "C0JOHOSEISAKU", "thread": "", "user": "", "private": false, "direct": false}',12,3,'sent',1,'2026-11-24 17:38:07.397779','2026-11-24 17:38:07.418184',NULL,NULL,'C0JOHOSEISAKU','1795541887.000033','2026-11-24 17:38:07.449297',NULL);
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
INSERT INTO "payload" VALUES(1,'question','question:f9536838c77dfc032f3b068362972152','{"text": "\u663c\u4f11\u307f\u306b\u81ea\u5206\u306e\u30a4\u30f3\u30b9\u30bf\u3092\u66f4\u65b0\u3059\u308b\u306e\u306f\u52e4\u52d9\u6642\u9593\u4e2d\u306b\u306a\u308a\u307e\u3059\u304b"}','09737d78c0e9ea7353c6577a216855dc','2026-11-24 17:38:07.047767','2027-11-24 17:38:07.047767',NULL);
INSERT INTO "payload" VALUES(2,'card','question:f9536838c77dfc032f3b068362972152','{"title": "5-(10) \u52e4\u52d9\u6642\u9593\u4e2d\u306e\u500b\u4eba\u306e\u767a\u4fe1", "parts": [{"kind": "text", "text": "5 \u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805", "style": "small"}, {"kind": "text", "text": "\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u3092\u5229\u7528\u3057\u3066\u60c5\u5831\u767a\u4fe1\u3092\u3059\u308b\u5834\u5408\u306e\u7981\u6b62\u4e8b\u9805\u306f\u3001\u6b21\u306e\u3068\u304a\u308a\u3068\u3059\u308b\u3002", "style": "quote"}, {"kind": "text", "text": "5-(10)\n\u52e4\u52d9\u6642\u9593\u4e2d\u306b\u500b\u4eba\u306e\u7acb\u5834\u3067\u60c5\u5831\u3092\u767a\u4fe1\u3059\u308b\u3053\u3068\u3002", "style": "quote"}, {"kind": "text", "text": "\u51fa\u5178\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}, {"kind": "text", "text": "\u95a2\u4fc2\u3057\u305d\u3046\u306a\u6761\u6587\n5-(11) \u5e02\u306e\u6a5f\u5668\u30fb\u56de\u7dda\u3067\u306e\u500b\u4eba\u306e\u767a\u4fe1\n4-(3) \u8077\u52d9\u5c02\u5ff5\u7fa9\u52d9\u3092\u7591\u308f\u308c\u306a\u3044", "style": "small"}, {"kind": "button", "action": "ask.good", "label": "\ud83d\udc4d \u5f79\u306b\u7acb\u3063\u305f", "value": "f9536838c77dfc032f3b068362972152:5-(10)", "nonce": "rate-f9536838c77dfc032f3b068362972152", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ask.bad", "label": "\ud83d\udc4e \u9055\u3046", "value": "f9536838c77dfc032f3b068362972152:5-(10)", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "\u2190 5-(9)", "value": "5-(9)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "clause.open", "label": "5-(11) \u2192", "value": "5-(11)", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "f9536838c77dfc032f3b068362972152", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}]}','4f881bc630064302bb7530c9a7e10570','2026-11-24 17:38:07.047767',NULL,NULL);
INSERT INTO "payload" VALUES(3,'question','question:773208103ca0a3fc8f4699bfbcbc00bd','{"text": "\u5e02\u7a0e\u306e\u53e3\u5ea7\u632f\u66ff\u306e\u624b\u7d9a\u3092\u6559\u3048\u3066"}','d82d44c9550d769ab7705434b741f4ed','2026-11-24 17:38:07.092620','2027-11-24 17:38:07.092620',NULL);
INSERT INTO "payload" VALUES(4,'card','question:773208103ca0a3fc8f4699bfbcbc00bd','{"title": "\u8a72\u5f53\u6761\u6587\u306a\u3057", "parts": [{"kind": "text", "text": "\u3053\u306e\u8cea\u554f\u306b\u5f53\u3066\u306f\u307e\u308b\u6761\u6587\u306f\u3001\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3\u306b\u898b\u5f53\u305f\u308a\u307e\u305b\u3093\u3002", "style": "plain"}, {"kind": "facts", "pairs": [["\u304a\u554f\u3044\u5408\u308f\u305b\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2\uff08\u5185\u7dda 2030\uff09"]]}, {"kind": "button", "action": "ticket.form", "label": "\u60c5\u5831\u653f\u7b56\u8ab2\u306b\u8cea\u554f\u3092\u9001\u308b", "value": "773208103ca0a3fc8f4699bfbcbc00bd", "nonce": "", "style": "plain", "opens_dialog": true, "confirm": ""}, {"kind": "button", "action": "clause.browse", "label": "\u6761\u6587\u3092\u8aad\u3080", "value": "", "nonce": "", "style": "plain", "opens_dialog": false, "confirm": ""}, {"kind": "text", "text": "\u8abf\u3079\u305f\u3082\u306e\uff1a\u6d25\u5c71\u5e02\u8077\u54e1\u306e\u30bd\u30fc\u30b7\u30e3\u30eb\u30e1\u30c7\u30a3\u30a2\u306e\u5229\u7528\u306b\u95a2\u3059\u308b\u30ac\u30a4\u30c9\u30e9\u30a4\u30f3 \u7b2c1.0\u7248\uff08\u5e73\u621024\u5e7410\u6708\uff09", "style": "small"}]}','20ff3a6837a80ef3450f51c5ff74220a','2026-11-24 17:38:07.092620',NULL,NULL);
INSERT INTO "payload" VALUES(5,'ticket','ticket:1','{"text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**"}','9cbd28d27bd53616aa6525fa42957d58','2026-11-24 17:38:07.188569','2027-12-29 17:38:07.188569',NULL);
INSERT INTO "payload" VALUES(6,'card','ticket:1','{"title": "\u8cea\u554f 1", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u672a\u56de\u7b54"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "button", "action": "ticket.reply", "label": "\u56de\u7b54\u3059\u308b", "value": "1", "nonce": "", "style": "primary", "opens_dialog": true, "confirm": ""}, {"kind": "text", "text": "\u3053\u306e\u30b9\u30ec\u30c3\u30c9\u3078\u306e\u8fd4\u4fe1\u3082\u3001\u8cea\u554f\u8005\u306b\u5c4a\u304d\u307e\u3059\u3002\u76f8\u8ac7\u3060\u3051\u306e\u8fd4\u4fe1\u306f\u300c\u5185\u90e8\u300d\u3067\u59cb\u3081\u3066\u304f\u3060\u3055\u3044\uff08\u5c4a\u304d\u307e\u305b\u3093\uff09\u3002", "style": "small"}]}','cb1ac989b5469e5a83870855bda1ca86','2026-11-24 17:38:07.188569',NULL,NULL);
INSERT INTO "payload" VALUES(7,'replies','slack:T0TSUYAMA:V19:h20','{"replies": [{"card": {"title": "\u8cea\u554f\u3092\u53d7\u3051\u4ed8\u3051\u307e\u3057\u305f", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u9001\u308a\u5148", "\u60c5\u5831\u653f\u7b56\u8ab2"]]}, {"kind": "text", "text": "\u56de\u7b54\u304c\u3042\u308b\u3068\u3001\u3053\u306e\u30dc\u30c3\u30c8\u304b\u3089\u304a\u77e5\u3089\u305b\u3057\u307e\u3059\u3002\u304a\u6025\u304e\u306e\u3068\u304d\u306f\u5185\u7dda 2030\u3078\u3002", "style": "plain"}]}, "where": "private", "errors": [], "reopen": null}]}','4dd1b290ee44d3e1878cedacec587b6c','2026-11-24 17:38:07.188569','2026-11-27 17:38:07.188569',NULL);
INSERT INTO "payload" VALUES(8,'answer','ticket:1','{"text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002"}','0add1e33e92278bfd2518de6f952d93c','2026-11-24 17:38:07.299785','2027-12-29 17:38:07.299785',NULL);
INSERT INTO "payload" VALUES(9,'card','ticket:1','{"title": "\u8cea\u554f 1\uff08\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u56de\u7b54\u6e08\u307f\uff1a\u68ee \u7531\u7f8e"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}]}','8126abab0caac1a29640d3f8e8124f92','2026-11-24 17:38:07.299785',NULL,NULL);
INSERT INTO "payload" VALUES(10,'card','ticket:1','{"title": "\u60c5\u5831\u653f\u7b56\u8ab2\u304b\u3089\u306e\u56de\u7b54\uff08\u53d7\u4ed8\u756a\u53f7 1\uff09", "parts": [{"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}, {"kind": "text", "text": "\u6587\u66f8\u7ba1\u7406\u898f\u7a0b\u306e\u5225\u8868\u306b\u3088\u308a\u307e\u3059\u3002", "style": "plain"}, {"kind": "button", "action": "ticket.close", "label": "\u89e3\u6c7a\u3057\u305f", "value": "1", "nonce": "close-1", "style": "primary", "opens_dialog": false, "confirm": ""}]}','710055b786edf83fad9e4b3c1bbc0aa7','2026-11-24 17:38:07.299785',NULL,NULL);
INSERT INTO "payload" VALUES(11,'replies','ticket:1','{"replies": [{"card": {"title": "\u8cea\u554f 1 \u306e\u56de\u7b54\u3092\u8cea\u554f\u8005\u306b\u9001\u308a\u307e\u3057\u305f", "parts": []}, "where": "private", "errors": [], "reopen": null}]}','197182ce7c4019b4784e2a932282a557','2026-11-24 17:38:07.299785','2026-11-27 17:38:07.299785',NULL);
INSERT INTO "payload" VALUES(12,'card','ticket:1','{"title": "\u8cea\u554f 1\uff08\u5b8c\u4e86\uff09", "parts": [{"kind": "facts", "pairs": [["\u53d7\u4ed8\u756a\u53f7", "1"], ["\u8cea\u554f\u8005", "\u7530\u4e2d \u306f\u308b\u304b"], ["\u72b6\u614b", "\u5b8c\u4e86"]]}, {"kind": "text", "text": "\u516c\u5f0f\u30a2\u30ab\u30a6\u30f3\u30c8\u306e\u5199\u771f\u306e\u4fdd\u5b58\u5e74\u9650\u3092\u6559\u3048\u3066\u304f\u3060\u3055\u3044\u3002<!channel> **\u81f3\u6025**", "style": "quote"}]}','9b99f7d2e0351344f3e90bd7ebc2f2fd','2026-11-24 17:38:07.397779',NULL,NULL);
INSERT INTO "payload" VALUES(13,'replies','ticket:1','{"replies": [{"card": {"title": "\u8cea\u554f 1 \u3092\u5b8c\u4e86\u306b\u3057\u307e\u3057\u305f", "parts": [{"kind": "text", "text": "\u3042\u308a\u304c\u3068\u3046\u3054\u3056\u3044\u307e\u3057\u305f\u3002", "style": "plain"}]}, "where": "replace", "errors": [], "reopen": null}]}','cf6d066f84659532a15d0a7f6f0fa2a6','2026-11-24 17:38:07.397779','2026-11-27 17:38:07.397779',NULL);
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
INSERT INTO "question" VALUES('f9536838c77dfc032f3b068362972152',1,'direct','["5-(10)", "5-(11)", "4-(3)"]',NULL,'2026-11-24 00:00:00.000000');
INSERT INTO "question" VALUES('773208103ca0a3fc8f4699bfbcbc00bd',3,'none','[]',NULL,'2026-11-24 00:00:00.000000');
CREATE TABLE reference (
	id INTEGER NOT NULL, 
	platform TEXT NOT NULL, 
	team TEXT NOT NULL, 
	conversation TEXT NOT NULL, 
	reference JSON NOT NULL, 
	kept_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
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
INSERT INTO "ticket" VALUES(1,1,'情報政策課','closed',5,8,'{"platform": "slack", "team": "T0TSUYAMA", "channel": "D0TANAKA", "thread": "", "user": "U0TANAKA", "private": true, "direct": true}',3,'2026-11-24 17:38:07.188569','2026-11-24 17:38:07.299785',2);
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
COMMIT;
