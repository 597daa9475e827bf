-- Messages by feed, type and finding among millions.

create index journal_source_type on journal (source, type, seq);

-- Which types each source has sent. Filled by the message index, a second behind.
create table journal_type (
  source int not null,
  type   text not null,
  primary key (source, type)
);
insert into journal_type select distinct source, type from journal;

-- Which problems were found in what is settled; an open exception names its own.
create table outcome_finding (
  code int not null,
  seq  bigint not null,
  primary key (code, seq)
);
insert into outcome_finding (code, seq)
select distinct substring(finding from '^.(\d+)@')::int, seq
  from outcome, unnest(string_to_array(findings, ';')) as finding
 where finding ~ '^.\d+@';
create index exception_code on exception (code, seq);
