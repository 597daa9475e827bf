-- The partition of the view `confirmed` beside that of `linked`, and who went to another person in it.
alter table source_record add column confirmed bigint;
comment on column source_record.confirmed is 'the eldest record of the person without links that nothing but probability made; null: alone there';

-- What is true of it for the links that stand: LinkStore.LINKS without those by probability (7), between records that are one person.
with recursive link as (
  select d.survivor as one, d.retired as other
    from link_decision d
    join source_record a on a.rid = d.survivor
    join source_record b on b.rid = d.retired
   where d.kind in (1, 3, 4, 8) and a.person = b.person
     and not exists (
       select from link_decision o
        where o.kind <> 6 and o.id <> d.id
          and ((o.survivor = d.survivor and o.retired = d.retired)
            or (o.survivor = d.retired and o.retired = d.survivor))
          and case
            when o.kind in (2, 3) then d.kind <> 3 or o.id > d.id
            when d.kind = 3 then false
            when o.kind in (4, 5, 7) then d.kind = 4 and o.id > d.id
            when d.kind in (1, 8)
              then (coalesce(o.time_micros, 0), o.kind, o.id)
                 > (coalesce(d.time_micros, 0), d.kind, d.id)
            else o.kind in (1, 8) and not exists (
              select from link_decision u
               where u.kind = 9 and coalesce(u.time_micros, 0) >= coalesce(o.time_micros, 0)
                 and ((u.survivor = d.survivor and u.retired = d.retired)
                   or (u.survivor = d.retired and u.retired = d.survivor)))
            end)
), step as (
  select one, other from link union select other, one from link
), reached as (
  select one as rid, one as other from step
  union
  select r.rid, s.other from reached r join step s on s.one = r.other
)
update source_record m
   set confirmed = e.eldest
  from (select rid, min(other) as eldest from reached group by rid) e
 where m.rid = e.rid;
create index source_record_confirmed on source_record (confirmed) where confirmed is not null;

-- Of links from before there are no rows, as there were none of `linked` when its rows began.
alter table person_change add column view smallint not null default 1;
alter table person_change alter column view drop default;
comment on column person_change.view is '1 linked, 2 confirmed: a change of one may be none of the other';
create index person_change_view on person_change (view, id);
