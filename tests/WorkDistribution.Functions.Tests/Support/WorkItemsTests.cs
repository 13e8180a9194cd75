namespace WorkDistribution.Functions.Tests.Support;

/// <summary>Tests that share one Azurite of their own, one after the other: a worker claims whatever it finds there.</summary>
[CollectionDefinition(Name)]
public sealed class WorkItemsTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "work-items";
}
