CREATE TABLE probe (
    id    bigint PRIMARY KEY,
    words text NOT NULL
);
