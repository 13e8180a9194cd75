using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests;

/// <summary>A bad setting fails the start with the setting's name.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("ObjectStore:Kind", "tape", "Kind")]
    [InlineData("ObjectStore:Folder", "/dev/null", "ObjectStore__Folder")]
    [InlineData("MapReduce:InputRoots:1", " ", "MapReduce__InputRoots__1")]
    [InlineData("MapReduce:MaxInputs", "0", "MapReduce__MaxInputs")]
    [InlineData("MapReduce:MaxRequestBytes", "1", "MapReduce__MaxRequestBytes")]
    [InlineData("MapReduce:BlobConnection", " ", "MapReduce__BlobConnection")]
    public void Bad_setting_is_named(string key, string value, string name) =>
        Assert.Contains(name, Start(settings: (key, value)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("work-distribution", "Missing", "there is no setting 'Missing'")]
    [InlineData("work-distribution", "Bad", "not a storage connection string")]
    [InlineData("UPPER", "Good", "ObjectStore__Container")]
    public void Blob_store_needs_a_container_name_and_a_connection(string container, string connection, string message)
    {
        var error = Start(settings:
        [
            ("ObjectStore:Kind", "blob"),
            ("ObjectStore:Container", container),
            ("ObjectStore:Connection", connection),
            ("Bad", "nonsense"),
            ("Good", "UseDevelopmentStorage=true"),
        ]);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_based_connection_needs_no_secret()
    {
        using var app = new MapReduceApp(settings: [("ObjectStore:Kind", "blob"), ("AzureWebJobsStorage:blobServiceUri", "https://account.blob.core.windows.net")]);

        Assert.Equal("work-distribution/a", app.Store.Locate("a/"));
    }

    [Fact]
    public void Two_jobs_of_one_name_are_refused()
    {
        var error = Start(services => services.AddMapReduceJob("Sort", static _ => throw new InvalidOperationException("Never made.")));

        Assert.Contains("Sort", error.Message, StringComparison.Ordinal);
    }

    private static Exception Start(Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        using var app = new MapReduceApp(configure, settings);
        return Assert.ThrowsAny<Exception>(() => app.Create<StartupProbe>().Validate());
    }

    /// <summary>Runs the checks that a host runs when it starts.</summary>
    private sealed class StartupProbe(IStartupValidator validator)
    {
        public void Validate() => validator.Validate();
    }
}
