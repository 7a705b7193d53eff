namespace Voting.Contracts.Hosts;

/// <summary>Takes a closed poll out of the lists, or back into them.</summary>
/// <param name="Archived">False: it stands in lists again; true where absent.</param>
public sealed record ArchiveRequest(bool? Archived = null);
