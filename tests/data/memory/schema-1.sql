CREATE TABLE source (
    url TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    modified TEXT,
    validators TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    received TEXT NOT NULL,
    checked TEXT NOT NULL,
    used INTEGER NOT NULL
) STRICT;
CREATE TABLE body (
    url TEXT PRIMARY KEY REFERENCES source ON DELETE CASCADE,
    digest TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE round (
    season_start TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (season_start, kind, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE standing (
    season_start TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    "group" TEXT NOT NULL,
    subject TEXT NOT NULL,
    rank INTEGER NOT NULL,
    score REAL,
    PRIMARY KEY (season_start, kind, number, "group", subject),
    FOREIGN KEY (season_start, kind, number) REFERENCES round ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO source VALUES (
    'table.csv', 'table.csv', 'text/csv', '2027-06-01T12:00:00+00:00',
    '{"etag": "\"v\"", "last_modified": "", "file": "", "digest": "bc51e9e65d79e1c90ba544ab2eae1044ccdf8c1af7a559ba375cba4276f7d99e"}',
    'fp', '2027-06-01T12:00:00+00:00', '2027-06-01T13:00:00+00:00', 1
);
INSERT INTO body VALUES ('table.csv', 'bc51e9e65d79e1c90ba544ab2eae1044ccdf8c1af7a559ba375cba4276f7d99e', x'726f7773');
INSERT INTO round VALUES ('2027-05-01', 'unit', 3, '2027-06-15', 1);
INSERT INTO standing VALUES ('2027-05-01', 'unit', 3, '', '发改局', 1, 91.5);
INSERT INTO state VALUES ('album', '[1]', 1);
PRAGMA user_version = 1;
