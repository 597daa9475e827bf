-- Dismissed messages stay missing from their patient's chart: readers are told (DESIGN §4 "Failing").
create index outcome_dismissed on outcome (seq) where outcome = 6 and ref is null;
