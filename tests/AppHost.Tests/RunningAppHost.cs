namespace AppHost.Tests;

/// <summary>One AppHost for the classes that look at it from outside.</summary>
[CollectionDefinition(nameof(RunningAppHost))]
public sealed class RunningAppHost : ICollectionFixture<AppHostProcess>;
