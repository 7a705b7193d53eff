-- How far the ledger has come: the furthest stored position, and how many entries have an outcome here. The API compares both with
-- what Redis says, and sees by it that one of the two stores was restored to an earlier time.

create view ledger.store_marks as
select
    greatest(
        (select coalesce(max(position), 0) from ledger.ballot),
        (select coalesce(max(position), 0) from ledger.poll_event)) as furthest,
    (select coalesce(sum(stored + rejected + events), 0)::bigint from ledger.poll_count) as outcomes;

grant select on ledger.store_marks to voting_api;
