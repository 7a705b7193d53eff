-- A dump of the time when each service owned and migrated its schema: polls `pets` (4 ballots of 3 voters) and `lunch` (final, nobody voted).

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE SCHEMA ledger;

ALTER SCHEMA ledger OWNER TO voting_worker;

CREATE SCHEMA polls;

ALTER SCHEMA polls OWNER TO voting_api;

CREATE FUNCTION ledger.add_ballots(p_position bigint[], p_ballot uuid[], p_poll integer[], p_voter uuid[], p_content integer[]) RETURNS bigint
    LANGUAGE sql
    AS $$
    with inserted as (
        insert into ledger.ballot (position, ballot, poll, voter, content)
        select b.position, b.ballot, b.poll, b.voter, b.content
        from unnest(p_position, p_ballot, p_poll, p_voter, p_content) as b(position, ballot, poll, voter, content)
        join ledger.poll p on p.id = b.poll
        where p.fence is null or b.position < p.fence
        returning position, poll, voter, content
    ), counted as (
        update ledger.poll_count c set stored = c.stored + i.ballots
        from (select poll, count(*) as ballots from inserted group by poll) i where c.poll = i.poll
    ), stood as (
        insert into ledger.standing as s (poll, voter, position, content)
        select distinct on (poll, voter) poll, voter, position, content
        from inserted order by poll, voter, position desc
        on conflict (poll, voter) do update set position = excluded.position, content = excluded.content
        where s.position < excluded.position
    )
    select count(*) from inserted;
$$;

ALTER FUNCTION ledger.add_ballots(p_position bigint[], p_ballot uuid[], p_poll integer[], p_voter uuid[], p_content integer[]) OWNER TO voting_worker;

CREATE FUNCTION ledger.add_missing_ballots(p_position bigint[], p_ballot uuid[], p_poll integer[], p_voter uuid[], p_content integer[]) RETURNS bigint
    LANGUAGE sql
    AS $$
    select coalesce(ledger.add_ballots(array_agg(m.position), array_agg(m.ballot), array_agg(m.poll), array_agg(m.voter), array_agg(m.content)), 0)
    from (
        select distinct on (b.ballot) b.position, b.ballot, b.poll, b.voter, b.content
        from unnest(p_position, p_ballot, p_poll, p_voter, p_content) as b(position, ballot, poll, voter, content)
        join ledger.poll p on p.id = b.poll
        where (p.fence is null or b.position < p.fence)
            and not exists (select from ledger.ballot k where k.position = b.position)
            and not exists (select from ledger.ballot k where k.ballot = b.ballot)
        order by b.ballot, b.position
    ) m;
$$;

ALTER FUNCTION ledger.add_missing_ballots(p_position bigint[], p_ballot uuid[], p_poll integer[], p_voter uuid[], p_content integer[]) OWNER TO voting_worker;

CREATE FUNCTION ledger.add_to_tally() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into ledger.tally as t (poll, content, ballots)
    select poll, content, count(*) from added group by poll, content order by poll, content
    on conflict (poll, content) do update set ballots = t.ballots + excluded.ballots;
    return null;
end $$;

ALTER FUNCTION ledger.add_to_tally() OWNER TO voting_worker;

CREATE FUNCTION ledger.apply_definition(p_position bigint, p_type text, p_poll text, p_version integer, p_definition jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    v_id int;
begin
    perform ledger.lock_ledger();
    insert into ledger.poll as p (poll, version, definition, opened_position)
    values (p_poll, p_version, p_definition, p_position)
    on conflict (poll) do update set version = excluded.version, definition = excluded.definition
    where p.version < excluded.version and p.final_at is null;

    select id into strict v_id from ledger.poll where poll = p_poll;
    insert into ledger.poll_count (poll) values (v_id) on conflict do nothing;
    perform ledger.record_event(p_position, v_id, p_type);
    perform pg_notify('ledger_changed', p_poll);
end $$;

ALTER FUNCTION ledger.apply_definition(p_position bigint, p_type text, p_poll text, p_version integer, p_definition jsonb) OWNER TO voting_worker;

CREATE FUNCTION ledger.apply_fence(p_position bigint, p_poll text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
declare
    v_id int;
begin
    perform ledger.lock_ledger();
    update ledger.poll set fence = coalesce(fence, p_position) where poll = p_poll returning id into v_id;
    if v_id is null then
        return false;
    end if;
    perform ledger.record_event(p_position, v_id, 'poll.closed');
    perform pg_notify('ledger_changed', p_poll);
    return true;
end $$;

ALTER FUNCTION ledger.apply_fence(p_position bigint, p_poll text) OWNER TO voting_worker;

CREATE FUNCTION ledger.content_ids(p_poll integer[], p_content text[]) RETURNS TABLE(poll integer, content text, id integer)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
begin
    perform ledger.lock_ledger();
    insert into ledger.ballot_content (poll, content)
    select distinct w.poll, w.content from unnest(p_poll, p_content) as w(poll, content)
    where not exists (select from ledger.ballot_content c where c.poll = w.poll and c.content = w.content);
    return query
        select c.poll, c.content, c.id
        from ledger.ballot_content c join unnest(p_poll, p_content) as w(poll, content) using (poll, content);
end $$;

ALTER FUNCTION ledger.content_ids(p_poll integer[], p_content text[]) OWNER TO voting_worker;

CREATE FUNCTION ledger.finalize(p_poll text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    v_poll ledger.poll;
    v_late uuid[];
begin
    perform ledger.lock_ledger();
    select * into v_poll from ledger.poll where poll = p_poll and fence is not null and final_at is null;
    if not found then
        return;
    end if;

    select array_agg(voter) into v_late from ledger.standing where poll = v_poll.id and position >= v_poll.fence;
    if v_late is not null then
        delete from ledger.standing where poll = v_poll.id and voter = any(v_late);
        insert into ledger.standing (poll, voter, position, content)
        select distinct on (b.voter) b.poll, b.voter, b.position, b.content
        from ledger.ballot b
        where b.poll = v_poll.id and b.position < v_poll.fence and b.voter = any(v_late)
        order by b.voter, b.position desc;
    end if;

    with swept as (
        insert into ledger.rejection (position, ballot, poll, reason)
        select b.position, b.ballot, b.poll, 'closed'
        from ledger.ballot b where b.poll = v_poll.id and b.position >= v_poll.fence
        on conflict do nothing returning poll
    )
    update ledger.poll_count c set swept = c.swept + (select count(*) from swept) where c.poll = v_poll.id;

    update ledger.poll set final_at = now() where id = v_poll.id;
    perform pg_notify('ledger_changed', p_poll);
end $$;

ALTER FUNCTION ledger.finalize(p_poll text) OWNER TO voting_worker;

CREATE FUNCTION ledger.lock_ledger() RETURNS void
    LANGUAGE sql
    AS $$
    select pg_advisory_xact_lock(hashtextextended('ledger', 0));
$$;

ALTER FUNCTION ledger.lock_ledger() OWNER TO voting_worker;

CREATE FUNCTION ledger.move_in_tally() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into ledger.tally as t (poll, content, ballots)
    select poll, content, count(*) from added group by poll, content order by poll, content
    on conflict (poll, content) do update set ballots = t.ballots + excluded.ballots;
    update ledger.tally t set ballots = t.ballots - r.ballots
    from (select poll, content, count(*) as ballots from removed group by poll, content) r
    where t.poll = r.poll and t.content = r.content;
    return null;
end $$;

ALTER FUNCTION ledger.move_in_tally() OWNER TO voting_worker;

CREATE FUNCTION ledger.record_event(p_position bigint, p_id integer, p_type text) RETURNS void
    LANGUAGE sql
    AS $$
    with recorded as (
        insert into ledger.poll_event (position, poll, type) values (p_position, p_id, p_type)
        on conflict do nothing returning poll
    )
    update ledger.poll_count c set events = c.events + 1 from recorded r where c.poll = r.poll;
$$;

ALTER FUNCTION ledger.record_event(p_position bigint, p_id integer, p_type text) OWNER TO voting_worker;

CREATE FUNCTION ledger.recount() RETURNS TABLE(poll text, content text, kept bigint, recounted bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    with last as (
        select distinct on (b.poll, b.voter) b.poll, b.content
        from ledger.ballot b join ledger.poll p on p.id = b.poll
        where p.fence is null or b.position < p.fence
        order by b.poll, b.voter, b.position desc
    ), again as (
        select l.poll, l.content, count(*) as ballots from last l group by l.poll, l.content
    )
    select p.poll, c.content, coalesce(t.ballots, 0), coalesce(a.ballots, 0)
    from (select * from ledger.tally where ballots > 0) t
    full join again a using (poll, content) as k
    join ledger.poll p on p.id = k.poll
    join ledger.ballot_content c on c.id = k.content
    order by p.poll, c.content;
$$;

ALTER FUNCTION ledger.recount() OWNER TO voting_worker;

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;

ALTER FUNCTION ledger.refuse_change() OWNER TO voting_worker;

CREATE FUNCTION ledger.reject_rest(p_position bigint[], p_ballot uuid[], p_poll integer[]) RETURNS void
    LANGUAGE sql
    AS $$
    with rejected as (
        insert into ledger.rejection (position, ballot, poll, reason)
        select b.position, b.ballot, b.poll,
            case when p.fence <= b.position then 'closed' else 'duplicate' end
        from unnest(p_position, p_ballot, p_poll) as b(position, ballot, poll)
        join ledger.poll p on p.id = b.poll
        where not exists (select from ledger.ballot where ballot.position = b.position)
        on conflict do nothing
        returning poll
    )
    update ledger.poll_count c set rejected = c.rejected + r.entries
    from (select poll, count(*) as entries from rejected group by poll) r where c.poll = r.poll;
$$;

ALTER FUNCTION ledger.reject_rest(p_position bigint[], p_ballot uuid[], p_poll integer[]) OWNER TO voting_worker;

CREATE FUNCTION ledger.store(p_position bigint[], p_ballot uuid[], p_poll integer[], p_voter uuid[], p_content integer[]) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    v_known bigint;
    v_stored bigint;
    v_polls text[];
begin
    perform ledger.lock_ledger();

    select count(*), array_agg(distinct p.poll) into v_known, v_polls
    from unnest(p_poll, p_content) as b(poll, content)
    join ledger.poll p on p.id = b.poll
    join ledger.ballot_content c on c.id = b.content and c.poll = b.poll;
    if v_known < cardinality(p_position) then
        return v_known;
    end if;

    begin
        v_stored := ledger.add_ballots(p_position, p_ballot, p_poll, p_voter, p_content);
    exception when unique_violation then
        -- The lock is held, so that nothing can come between the look and the insert.
        v_stored := ledger.add_missing_ballots(p_position, p_ballot, p_poll, p_voter, p_content);
    end;

    if v_stored < cardinality(p_position) then
        perform ledger.reject_rest(p_position, p_ballot, p_poll);
    end if;

    if v_stored > 0 then
        perform pg_notify('ledger_changed', p) from unnest(v_polls) p;
    end if;
    return v_known;
end $$;

ALTER FUNCTION ledger.store(p_position bigint[], p_ballot uuid[], p_poll integer[], p_voter uuid[], p_content integer[]) OWNER TO voting_worker;

CREATE FUNCTION ledger.take_from_tally() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    update ledger.tally t set ballots = t.ballots - r.ballots
    from (select poll, content, count(*) as ballots from removed group by poll, content) r
    where t.poll = r.poll and t.content = r.content;
    return null;
end $$;

ALTER FUNCTION ledger.take_from_tally() OWNER TO voting_worker;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE ledger.__migrations (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL
);

ALTER TABLE ledger.__migrations OWNER TO voting_worker;

CREATE TABLE ledger.balance_reading (
    only_row boolean DEFAULT true NOT NULL,
    accepted bigint NOT NULL,
    stored bigint NOT NULL,
    in_flight bigint NOT NULL,
    dead_lettered bigint NOT NULL,
    balance bigint NOT NULL,
    measured_at timestamp with time zone NOT NULL,
    CONSTRAINT balance_reading_only_row_check CHECK (only_row)
);

ALTER TABLE ledger.balance_reading OWNER TO voting_worker;

CREATE VIEW ledger.balance AS
 SELECT balance_reading.accepted,
    balance_reading.stored,
    balance_reading.in_flight,
    balance_reading.dead_lettered,
    balance_reading.balance,
    balance_reading.measured_at
   FROM ledger.balance_reading;

ALTER TABLE ledger.balance OWNER TO voting_worker;

CREATE TABLE ledger.ballot (
    "position" bigint NOT NULL,
    ballot uuid NOT NULL,
    poll integer NOT NULL,
    voter uuid NOT NULL,
    content integer NOT NULL
);

ALTER TABLE ledger.ballot OWNER TO voting_worker;

CREATE TABLE ledger.ballot_content (
    id integer NOT NULL,
    poll integer NOT NULL,
    content text NOT NULL
);

ALTER TABLE ledger.ballot_content OWNER TO voting_worker;

ALTER TABLE ledger.ballot_content ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.ballot_content_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ledger.poll (
    id integer NOT NULL,
    poll text NOT NULL,
    version integer NOT NULL,
    definition jsonb NOT NULL,
    opened_position bigint NOT NULL,
    fence bigint,
    final_at timestamp with time zone,
    CONSTRAINT final_has_a_fence CHECK (((final_at IS NULL) OR (fence IS NOT NULL)))
);

ALTER TABLE ledger.poll OWNER TO voting_worker;

CREATE TABLE ledger.tally (
    poll integer NOT NULL,
    content integer NOT NULL,
    ballots bigint NOT NULL,
    CONSTRAINT tally_ballots_check CHECK ((ballots >= 0))
)
WITH (fillfactor='50');

ALTER TABLE ledger.tally OWNER TO voting_worker;

CREATE VIEW ledger.option_tallies AS
 SELECT p.poll,
    o.option,
    o.ordinal,
    o.label,
    o.ballots,
        CASE
            WHEN ((p.definition ->> 'kind'::text) = 'score'::text) THEN o.score
            ELSE NULL::bigint
        END AS score
   FROM (ledger.poll p
     CROSS JOIN LATERAL ( SELECT x.option,
            (max(x.ordinal))::integer AS ordinal,
            max(x.label) AS label,
            (sum(x.ballots))::bigint AS ballots,
            (sum(x.score))::bigint AS score
           FROM ( SELECT (d.value ->> 'id'::text) AS option,
                    d.ordinality AS ordinal,
                    (d.value ->> 'label'::text) AS label,
                    (0)::bigint AS ballots,
                    (0)::bigint AS score
                   FROM jsonb_array_elements((p.definition -> 'options'::text)) WITH ORDINALITY d(value, ordinality)
                UNION ALL
                 SELECT split_part(i.item, ':'::text, 1) AS split_part,
                    NULL::bigint,
                    NULL::text,
                    t.ballots,
                    (t.ballots * (NULLIF(split_part(i.item, ':'::text, 2), ''::text))::bigint)
                   FROM ((ledger.tally t
                     JOIN ledger.ballot_content c ON ((c.id = t.content)))
                     CROSS JOIN LATERAL string_to_table(c.content, ','::text) WITH ORDINALITY i(item, n))
                  WHERE ((t.poll = p.id) AND (t.ballots > 0) AND (c.content <> ''::text) AND (((p.definition ->> 'kind'::text) <> 'ranking'::text) OR (i.n = 1)))) x
          GROUP BY x.option) o)
  WHERE (o.ordinal IS NOT NULL);

ALTER TABLE ledger.option_tallies OWNER TO voting_worker;

CREATE TABLE ledger.poll_count (
    poll integer NOT NULL,
    stored bigint DEFAULT 0 NOT NULL,
    rejected bigint DEFAULT 0 NOT NULL,
    swept bigint DEFAULT 0 NOT NULL,
    events bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ledger.poll_count OWNER TO voting_worker;

CREATE TABLE ledger.poll_event (
    "position" bigint NOT NULL,
    poll integer NOT NULL,
    type text NOT NULL
);

ALTER TABLE ledger.poll_event OWNER TO voting_worker;

ALTER TABLE ledger.poll ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.poll_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW ledger.poll_results AS
 SELECT p.poll,
    (p.definition ->> 'question'::text) AS question,
    (p.definition ->> 'kind'::text) AS kind,
    (p.definition -> 'options'::text) AS options,
        CASE
            WHEN (p.final_at IS NOT NULL) THEN 'final'::text
            WHEN (p.fence IS NOT NULL) THEN 'closed'::text
            ELSE 'open'::text
        END AS state,
    ((p.definition ->> 'opensAt'::text))::timestamp with time zone AS opens_at,
    ((p.definition ->> 'closesAt'::text))::timestamp with time zone AS closes_at,
    v.counted,
    ((n.stored - n.swept) - v.counted) AS superseded,
    (n.rejected + n.swept) AS rejected,
    v.abstained,
    p.opened_position
   FROM ((ledger.poll p
     JOIN ledger.poll_count n ON ((n.poll = p.id)))
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(t.ballots), (0)::numeric))::bigint AS counted,
            (COALESCE(sum(t.ballots) FILTER (WHERE (c.content = ''::text)), (0)::numeric))::bigint AS abstained
           FROM (ledger.tally t
             JOIN ledger.ballot_content c ON ((c.id = t.content)))
          WHERE (t.poll = p.id)) v);

ALTER TABLE ledger.poll_results OWNER TO voting_worker;

CREATE TABLE ledger.rejection (
    "position" bigint NOT NULL,
    ballot uuid NOT NULL,
    poll integer NOT NULL,
    reason text NOT NULL
);

ALTER TABLE ledger.rejection OWNER TO voting_worker;

CREATE TABLE ledger.standing (
    poll integer NOT NULL,
    voter uuid NOT NULL,
    "position" bigint NOT NULL,
    content integer NOT NULL
)
WITH (fillfactor='85');

ALTER TABLE ledger.standing OWNER TO voting_worker;

CREATE VIEW ledger.receipts AS
 SELECT b.ballot,
    p.poll,
    b."position",
        CASE
            WHEN (r."position" IS NOT NULL) THEN 'rejected'::text
            WHEN (s."position" = b."position") THEN 'counted'::text
            ELSE 'superseded'::text
        END AS status,
    r.reason
   FROM (((ledger.ballot b
     JOIN ledger.poll p ON ((p.id = b.poll)))
     LEFT JOIN ledger.standing s ON (((s.poll = b.poll) AND (s.voter = b.voter))))
     LEFT JOIN ledger.rejection r ON ((r."position" = b."position")))
UNION ALL
 SELECT r.ballot,
    p.poll,
    r."position",
    'rejected'::text AS status,
    r.reason
   FROM (ledger.rejection r
     JOIN ledger.poll p ON ((p.id = r.poll)))
  WHERE (NOT (EXISTS ( SELECT
           FROM ledger.ballot b
          WHERE (b.ballot = r.ballot))));

ALTER TABLE ledger.receipts OWNER TO voting_worker;

CREATE VIEW ledger.tallies AS
 SELECT p.poll,
    c.content,
    t.ballots
   FROM ((ledger.tally t
     JOIN ledger.poll p ON ((p.id = t.poll)))
     JOIN ledger.ballot_content c ON ((c.id = t.content)))
  WHERE (t.ballots > 0);

ALTER TABLE ledger.tallies OWNER TO voting_worker;

CREATE TABLE polls.__migrations (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL
);

ALTER TABLE polls.__migrations OWNER TO voting_api;

CREATE TABLE polls.poll (
    id character varying(40) NOT NULL,
    definition jsonb NOT NULL,
    version integer NOT NULL,
    published_version integer NOT NULL,
    closes_at timestamp with time zone,
    close_published boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE polls.poll OWNER TO voting_api;

INSERT INTO ledger.__migrations VALUES ('20261121000000_Ledger', '10.0.14');
INSERT INTO ledger.__migrations VALUES ('20261121060000_PlainInserts', '10.0.14');

INSERT INTO ledger.balance_reading VALUES (true, 7, 7, 0, 0, 0, '2026-11-26 01:31:38.292194+00');

INSERT INTO ledger.ballot VALUES (1882882513589764096, '01a2157a-b904-7689-bf09-6a547cf18f4c', 1, '7e42b747-a359-ebd9-6819-5ad761212e9f', 1);
INSERT INTO ledger.ballot VALUES (1882882513571938304, '01a2157a-b8f3-7cd7-803b-b65407a5ac09', 1, '60eb225f-2ec0-8038-5be2-a81da825366d', 2);
INSERT INTO ledger.ballot VALUES (1882882513557258240, '01a2157a-b8e6-73a9-a196-0fb7260bf97f', 1, '7e42b747-a359-ebd9-6819-5ad761212e9f', 2);
INSERT INTO ledger.ballot VALUES (1882882513533140992, '01a2157a-b8c6-77c7-8942-84c1437eada2', 1, '019e7dc8-4f24-d0fe-a8b2-885ecf9e93ac', 1);

INSERT INTO ledger.ballot_content OVERRIDING SYSTEM VALUE VALUES (1, 1, 'cats');
INSERT INTO ledger.ballot_content OVERRIDING SYSTEM VALUE VALUES (2, 1, 'dogs');

INSERT INTO ledger.poll OVERRIDING SYSTEM VALUE VALUES (1, 'pets', 1, '{"id": "pets", "kind": "single", "opensAt": null, "options": [{"id": "cats", "label": "Cats"}, {"id": "dogs", "label": "Dogs"}], "version": 1, "closesAt": null, "maxScore": null, "question": "Cats or dogs?", "maxChoices": 1, "minChoices": 1, "allowAbstain": false}', 1882882508127731712, NULL, NULL);
INSERT INTO ledger.poll OVERRIDING SYSTEM VALUE VALUES (2, 'lunch', 1, '{"id": "lunch", "kind": "ranking", "opensAt": null, "options": [{"id": "pizza", "label": "Pizza"}, {"id": "pasta", "label": "Pasta"}, {"id": "soup", "label": "Soup"}], "version": 1, "closesAt": null, "maxScore": null, "question": "Pizza, pasta or soup?", "maxChoices": 3, "minChoices": 1, "allowAbstain": false}', 1882882512396484608, 1882882515820085248, '2026-11-26 01:31:36.571972+00');

INSERT INTO ledger.poll_count VALUES (1, 4, 0, 0, 1);
INSERT INTO ledger.poll_count VALUES (2, 0, 0, 0, 2);

INSERT INTO ledger.poll_event VALUES (1882882508127731712, 1, 'poll.opened');
INSERT INTO ledger.poll_event VALUES (1882882512396484608, 2, 'poll.opened');
INSERT INTO ledger.poll_event VALUES (1882882515820085248, 2, 'poll.closed');

INSERT INTO ledger.standing VALUES (1, '019e7dc8-4f24-d0fe-a8b2-885ecf9e93ac', 1882882513533140992, 1);
INSERT INTO ledger.standing VALUES (1, '60eb225f-2ec0-8038-5be2-a81da825366d', 1882882513571938304, 2);
INSERT INTO ledger.standing VALUES (1, '7e42b747-a359-ebd9-6819-5ad761212e9f', 1882882513589764096, 1);

INSERT INTO ledger.tally VALUES (1, 1, 2);
INSERT INTO ledger.tally VALUES (1, 2, 1);

INSERT INTO polls.__migrations VALUES ('20261121000000_Polls', '10.0.14');

INSERT INTO polls.poll VALUES ('pets', '{"id": "pets", "kind": "single", "opensAt": null, "options": [{"id": "cats", "label": "Cats"}, {"id": "dogs", "label": "Dogs"}], "version": 1, "closesAt": null, "maxScore": null, "question": "Cats or dogs?", "maxChoices": 1, "minChoices": 1, "allowAbstain": false}', 1, 1, NULL, false, '2026-11-26 01:31:28.607239+00');
INSERT INTO polls.poll VALUES ('lunch', '{"id": "lunch", "kind": "ranking", "opensAt": null, "options": [{"id": "pizza", "label": "Pizza"}, {"id": "pasta", "label": "Pasta"}, {"id": "soup", "label": "Soup"}], "version": 1, "closesAt": null, "maxScore": null, "question": "Pizza, pasta or soup?", "maxChoices": 3, "minChoices": 1, "allowAbstain": false}', 1, 1, '2026-11-26 01:31:36.131732+00', true, '2026-11-26 01:31:32.860101+00');

SELECT pg_catalog.setval('ledger.ballot_content_id_seq', 2, true);

SELECT pg_catalog.setval('ledger.poll_id_seq', 2, true);

ALTER TABLE ONLY ledger.__migrations
    ADD CONSTRAINT "PK___migrations" PRIMARY KEY ("MigrationId");

ALTER TABLE ONLY ledger.balance_reading
    ADD CONSTRAINT balance_reading_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY ledger.ballot
    ADD CONSTRAINT ballot_ballot_key UNIQUE (ballot);

ALTER TABLE ONLY ledger.ballot_content
    ADD CONSTRAINT ballot_content_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ledger.ballot_content
    ADD CONSTRAINT ballot_content_poll_content_key UNIQUE (poll, content);

ALTER TABLE ONLY ledger.ballot
    ADD CONSTRAINT ballot_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY ledger.poll_count
    ADD CONSTRAINT poll_count_pkey PRIMARY KEY (poll);

ALTER TABLE ONLY ledger.poll_event
    ADD CONSTRAINT poll_event_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY ledger.poll
    ADD CONSTRAINT poll_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ledger.poll
    ADD CONSTRAINT poll_poll_key UNIQUE (poll);

ALTER TABLE ONLY ledger.rejection
    ADD CONSTRAINT rejection_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY ledger.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (poll, voter);

ALTER TABLE ONLY ledger.tally
    ADD CONSTRAINT tally_pkey PRIMARY KEY (poll, content);

ALTER TABLE ONLY polls.__migrations
    ADD CONSTRAINT "PK___migrations" PRIMARY KEY ("MigrationId");

ALTER TABLE ONLY polls.poll
    ADD CONSTRAINT poll_pkey PRIMARY KEY (id);

CREATE INDEX rejection_ballot ON ledger.rejection USING btree (ballot);

CREATE TRIGGER ballot_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.ballot FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER rejection_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.rejection FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER standing_deleted AFTER DELETE ON ledger.standing REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION ledger.take_from_tally();

CREATE TRIGGER standing_inserted AFTER INSERT ON ledger.standing REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.add_to_tally();

CREATE TRIGGER standing_updated AFTER UPDATE ON ledger.standing REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_in_tally();

ALTER TABLE ONLY ledger.ballot_content
    ADD CONSTRAINT ballot_content_poll_fkey FOREIGN KEY (poll) REFERENCES ledger.poll(id);

ALTER TABLE ONLY ledger.poll_count
    ADD CONSTRAINT poll_count_poll_fkey FOREIGN KEY (poll) REFERENCES ledger.poll(id);

ALTER TABLE ONLY ledger.poll_event
    ADD CONSTRAINT poll_event_poll_fkey FOREIGN KEY (poll) REFERENCES ledger.poll(id);

ALTER TABLE ONLY ledger.rejection
    ADD CONSTRAINT rejection_poll_fkey FOREIGN KEY (poll) REFERENCES ledger.poll(id);

GRANT USAGE ON SCHEMA ledger TO voting_api;
GRANT USAGE ON SCHEMA ledger TO voting_results;

REVOKE USAGE ON SCHEMA public FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.recount() FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.recount() TO voting_api;

GRANT SELECT ON TABLE ledger.balance TO voting_api;
GRANT SELECT ON TABLE ledger.balance TO voting_results;

GRANT SELECT ON TABLE ledger.option_tallies TO voting_api;
GRANT SELECT ON TABLE ledger.option_tallies TO voting_results;

GRANT SELECT ON TABLE ledger.poll_results TO voting_api;
GRANT SELECT ON TABLE ledger.poll_results TO voting_results;

GRANT SELECT ON TABLE ledger.receipts TO voting_api;
GRANT SELECT ON TABLE ledger.receipts TO voting_results;

GRANT SELECT ON TABLE ledger.tallies TO voting_api;
GRANT SELECT ON TABLE ledger.tallies TO voting_results;

