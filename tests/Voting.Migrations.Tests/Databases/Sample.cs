namespace Voting.Migrations.Tests.Databases;

/// <summary>Statements as the worker sends them.</summary>
internal static class Sample
{
    /// <summary>Opens the poll <c>pets</c> and stores one ballot of voter 1 at position 2.</summary>
    public const string Vote = Open + """
        select ledger.content_ids(array[1], array['cats']);
        select ledger.store(array[2::bigint], array[gen_random_uuid()], array[1], array[lpad('1', 32, '0')::uuid], array[1]);
        """;

    /// <summary>Opens the poll <c>pets</c> at position 1.</summary>
    public const string Open = """
        select ledger.apply_definition(1, 'poll.opened', 'pets', 1,
            '{"id":"pets","question":"Cats or dogs?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}]}');

        """;
}
