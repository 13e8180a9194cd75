using System.Text;
using Azure.Storage.Blobs;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MapReduce.Activities;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MapReduce;

/// <summary>Jobs whose inputs and objects lie in Blob Storage, as on Azure.</summary>
[Collection(AzuriteTests.Name)]
public sealed class BlobJobsTests : IDisposable
{
    private readonly MapReduceApp _app;
    private readonly BlobContainerClient _texts;
    private readonly BlobContainerClient _objects;
    private readonly ValidationErrors _errors = new();
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public BlobJobsTests(AzuriteFixture azurite)
    {
        var service = new BlobServiceClient(azurite.ConnectionString);
        _texts = service.GetBlobContainerClient($"texts-{Guid.NewGuid():N}");
        _objects = service.GetBlobContainerClient($"objects-{Guid.NewGuid():N}");
        _app = new MapReduceApp(
            settings: [("ObjectStore:Kind", "blob"), ("ObjectStore:Connection", "Storage"), ("ObjectStore:Container", _objects.Name), ("MapReduce:BlobConnection", "Storage"), ("Storage", azurite.ConnectionString)]);
    }

    [Fact]
    public async Task Word_count_over_blobs_is_exact()
    {
        byte[][] inputs = [TrickyText.Mixed(20_000, 41), TrickyText.OneLongLine(500)];
        await UploadAsync(inputs);
        var request = _app.Request("word-count", splitBytes: 4096) with { Input = new JobInput(InputKind.Blobs, Blobs: _texts.Name + "/in/") };

        var committed = await _app.RunActivitiesAsync(JobLayout.For("job", Guid.Empty), request);

        Assert.Equal($"{_objects.Name}/mapreduce/job/{Guid.Empty:N}/output", committed.Output);
        var lines = new List<string>();
        for (var part = 0; part < request.Reducers; part++)
        {
            var blob = await _objects.GetBlobClient(JobLayout.For("job", Guid.Empty).Part(part)).DownloadContentAsync(_token);
            lines.AddRange(blob.Value.Content.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.Equal(NaiveWordCount.Lines(inputs).Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Blob_that_changed_after_the_plan_is_an_error_of_the_requester()
    {
        await UploadAsync([TrickyText.Mixed(2_000, 42)]);
        var request = _app.Request("word-count") with { Input = new JobInput(InputKind.Blobs, Blobs: _texts.Name + "/in/") };
        var layout = JobLayout.For("job", Guid.Empty);
        await _app.Create<PlanActivity>().RunAsync(new PlanOrder(layout.Root, request), _token);
        await UploadAsync([TrickyText.Mixed(2_000, 43)]);

        await Assert.ThrowsAsync<InputRejectedException>(() => _app.Create<MapActivity>().RunAsync(new TaskOrder(layout.Root, 0), _token));
    }

    [Theory]
    [InlineData("nothing-here/")]
    [InlineData("")]
    public async Task Container_or_prefix_without_blobs_is_refused(string prefix)
    {
        if (prefix.Length > 0)
        {
            await UploadAsync([[1]]);
        }

        var body = Encoding.UTF8.GetBytes("{\"input\":{\"blobs\":\"" + _texts.Name + "/" + prefix + "\"}}");

        Assert.Null(await _app.Admission.AdmitAsync("word-count", body, "job", _errors, _token));
        Assert.Equal(["input.blobs"], _errors.Messages.Keys);
    }

    public void Dispose() => _app.Dispose();

    private async Task UploadAsync(byte[][] inputs)
    {
        await _texts.CreateIfNotExistsAsync(cancellationToken: _token);
        for (var i = 0; i < inputs.Length; i++)
        {
            await _texts.GetBlobClient($"in/{i}.txt").UploadAsync(new BinaryData(inputs[i]), overwrite: true, _token);
        }
    }
}
