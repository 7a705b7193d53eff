-- The identity of a ballot content is its SHA-256, so that a content of any size that the API accepts fits:
-- an index row of PostgreSQL holds 2,704 bytes, and a ranking of 66 options with long ids has more.

select ledger.lock_ledger(); -- an older worker that is storing finishes first, and waits meanwhile

alter table ledger.ballot_content add column hash bytea;
update ledger.ballot_content set hash = sha256(convert_to(content, 'UTF8'));
alter table ledger.ballot_content
    alter column hash set not null,
    add constraint hash_is_of_the_content check (hash = sha256(convert_to(content, 'UTF8'))),
    drop constraint ballot_content_poll_content_key,
    add constraint ballot_content_poll_hash_key unique (poll, hash);

-- The ids of ballot contents, made where they are new. The answer names a content by its hash, which is shorter.
create function ledger.content_ids(p_poll int[], p_hash bytea[], p_content text[])
returns table (poll int, hash bytea, id int) language plpgsql as $$
#variable_conflict use_column
begin
    perform ledger.lock_ledger();
    insert into ledger.ballot_content (poll, hash, content)
    select distinct on (w.poll, w.hash) w.poll, w.hash, w.content
    from unnest(p_poll, p_hash, p_content) as w(poll, hash, content)
    where not exists (select from ledger.ballot_content c where c.poll = w.poll and c.hash = w.hash);
    return query
        select c.poll, c.hash, c.id
        from ledger.ballot_content c join (select distinct poll, hash from unnest(p_poll, p_hash) as u(poll, hash)) w using (poll, hash);
end $$;

-- The same by the content itself: for workers of the version before, which go on while this one is rolled out.
create or replace function ledger.content_ids(p_poll int[], p_content text[])
returns table (poll int, content text, id int) language plpgsql as $$
#variable_conflict use_column
begin
    return query
        with wanted as (
            select distinct w.poll, sha256(convert_to(w.content, 'UTF8')) as hash, w.content from unnest(p_poll, p_content) as w(poll, content)
        ), found as (
            select f.poll, f.hash, f.id from (select array_agg(poll) as polls, array_agg(hash) as hashes, array_agg(content) as contents from wanted) a
            cross join lateral ledger.content_ids(a.polls, a.hashes, a.contents) f
        )
        select w.poll, w.content, f.id from wanted w join found f using (poll, hash);
end $$;
