-- Entries that were applied before outcomes kept their effects.
update outcome o set effects = e.effects
  from (select seq, array_agg(rid * 1048576 + version order by version = 0, rid) as effects
          from (select seq, rid, max(version) as version
                  from (select seq, rid, version from resource
                        union all
                        select seq, rid, version from resource_history
                        union all
                        select seq, rid, 0 from statement) made
                 group by seq, rid) each_once
         group by seq) e
 where e.seq = o.seq and o.effects is null;
