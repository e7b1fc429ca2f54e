BEGIN TRANSACTION;
CREATE TABLE articles (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE ("key")
);
INSERT INTO "articles" VALUES(1,'https://gable.example/1');
INSERT INTO "articles" VALUES(2,'https://mill.example/2');
INSERT INTO "articles" VALUES(3,'https://mill.example/3');
CREATE TABLE claims (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	subject_type VARCHAR(20) NOT NULL, 
	subject_name TEXT NOT NULL, 
	subject_year INTEGER NOT NULL, 
	property VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	amount FLOAT, 
	qualifiers TEXT NOT NULL, 
	modality VARCHAR(20) NOT NULL, 
	attribution TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	said_on DATE NOT NULL, 
	rule TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (version, ordinal), 
	FOREIGN KEY(version) REFERENCES versions (id)
);
INSERT INTO "claims" VALUES(1,1,0,'film','Lantern Creek',0,'release_date','{"edtf": "2027-06-04", "type": "date"}',NULL,'{"medium": "theatrical"}','scheduled','[]','Lantern Creek will open on 4 June 2027',0,38,'2026-01-10','a rule');
INSERT INTO "claims" VALUES(2,1,1,'film','Lantern Creek',0,'cast_member','{"name": "Ada Rook", "type": "person"}',NULL,'{"character": "Wren"}','stated','[]','Ada Rook plays Wren',40,59,'2026-01-10','a rule');
INSERT INTO "claims" VALUES(3,1,2,'film','Lantern Creek',0,'director','{"name": "Otto Lind", "type": "person"}',NULL,'{}','stated','[]','Otto Lind directs',65,82,'2026-01-10','a rule');
INSERT INTO "claims" VALUES(4,1,3,'film','Lantern Creek',0,'filming_location','{"name": "Porto", "type": "place"}',NULL,'{}','stated','[]','Filming has begun in Porto',84,110,'2026-01-10','a rule');
INSERT INTO "claims" VALUES(5,2,0,'film','Lantern Creek',0,'release_date','{"edtf": "2027-06-11", "type": "date"}',NULL,'{"medium": "theatrical"}','scheduled','[]','Lantern Creek will open on 11 June 2027',0,39,'2026-01-10','a rule');
INSERT INTO "claims" VALUES(6,2,1,'film','Lantern Creek',0,'cast_member','{"name": "Ada Rook", "type": "person"}',NULL,'{"character": "Wren"}','stated','[]','Ada Rook plays Wren',41,60,'2026-01-10','a rule');
INSERT INTO "claims" VALUES(7,3,0,'film','Lantern Creek 2',0,'set_after','{"name": "Lantern Creek", "type": "title"}',NULL,'{}','expected','["Mina Sands"]','Lantern Creek 2 may follow, set after Lantern Creek',16,67,'2026-03-01','a rule');
INSERT INTO "claims" VALUES(8,3,1,'film','Lantern Creek',0,'budget','{"amount": 20000000, "type": "quantity", "unit": "USD"}',20000000.0,'{}','stated','[]','Its budget was $20 million',69,95,'2026-03-01','a rule');
INSERT INTO "claims" VALUES(9,3,2,'film','Lantern Creek',0,'cast_member','{"name": "J. K. Oduya", "type": "person"}',NULL,'{}','stated','[]','J. K. Oduya is in it',97,117,'2026-03-01','a rule');
INSERT INTO "claims" VALUES(10,4,0,'film','Lantern Creek: Chapter 2',0,'franchise','{"name": "Lantern", "type": "franchise"}',NULL,'{}','stated','[]','Lantern Creek: Chapter 2 is part of the Lantern franchise',0,57,'2026-04-01','a rule');
INSERT INTO "claims" VALUES(11,4,1,'film','Lantern Creek: Chapter 2',0,'release_date','{"type": "unknown"}',NULL,'{}','stated','[]','No date has been set',59,79,'2026-04-01','a rule');
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE replacements (
	version INTEGER NOT NULL, 
	replaced_by INTEGER NOT NULL, 
	replaced_at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (version), 
	FOREIGN KEY(version) REFERENCES versions (id), 
	FOREIGN KEY(replaced_by) REFERENCES versions (id)
);
INSERT INTO "replacements" VALUES(1,2,'2026-11-22T00:00:00+00:00');
CREATE TABLE versions (
	id INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	url TEXT NOT NULL, 
	file TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	title TEXT NOT NULL, 
	author TEXT NOT NULL, 
	text TEXT NOT NULL, 
	published DATE NOT NULL, 
	modified DATE, 
	retrieved_at VARCHAR(40), 
	recorded_at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (article, fingerprint), 
	FOREIGN KEY(article) REFERENCES articles (id)
);
INSERT INTO "versions" VALUES(1,1,'953ee114701ed838a208e0a2ba6c07d4cdfbacbb54eafcf354e465799ead83d5','https://gable.example/1','','The Gable Post','Note','','Lantern Creek will open on 4 June 2027. Ada Rook plays Wren, and Otto Lind directs. Filming has begun in Porto.','2026-01-10',NULL,NULL,'2026-11-22T00:00:00+00:00');
INSERT INTO "versions" VALUES(2,1,'dac402fba6e814561b52120c44902ba09ed2e6d888763836b030dcc3d1856b00','https://gable.example/1','','The Gable Post','Note','','Lantern Creek will open on 11 June 2027. Ada Rook plays Wren, and Otto Lind directs. Filming has begun in Porto.','2026-01-10','2026-02-01',NULL,'2026-11-22T00:00:00+00:00');
INSERT INTO "versions" VALUES(3,2,'33417a5892e10df791e2e7ed96ca328bcf261096b5ef06b854ac81619d092839','https://mill.example/2','','Mill Lane Wire','Note','','Mina Sands says Lantern Creek 2 may follow, set after Lantern Creek. Its budget was $20 million. J. K. Oduya is in it.','2026-03-01',NULL,NULL,'2026-11-22T00:00:00+00:00');
INSERT INTO "versions" VALUES(4,3,'cbc4fe3bd275fcd0a6dcb2e76efdcc8a7a5b57c793170128a051df4f27c51c03','https://mill.example/3','','Mill Lane Wire','Note','','Lantern Creek: Chapter 2 is part of the Lantern franchise. No date has been set.','2026-04-01',NULL,NULL,'2026-11-22T00:00:00+00:00');
CREATE INDEX ix_versions_article ON versions (article);
CREATE INDEX ix_claims_version ON claims (version);
CREATE INDEX ix_claims_said_on ON claims (said_on);
CREATE INDEX ix_claims_property ON claims (property);
COMMIT;
