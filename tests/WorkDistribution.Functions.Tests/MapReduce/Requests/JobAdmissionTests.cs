using System.Text;
using System.Text.Json;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MapReduce.Requests;

public sealed class JobAdmissionTests : IDisposable
{
    private readonly MapReduceApp _app = new();
    private readonly ValidationErrors _errors = new();

    [Theory]
    [InlineData("sum", "job")]
    [InlineData("grep", "parameters.pattern")]
    [InlineData("grep", "parameters.pattern", "pattern", "(unclosed")]
    [InlineData("word-count", "parameters.pattern", "pattern", "x")]
    public async Task Wrong_job_or_parameter_is_named(string job, string field, string? name = null, string? value = null)
    {
        _app.Folder.Write("in/a.txt", "text");

        Assert.Null(await AdmitAsync(job, new { files = (string[])[_app.Folder["in/a.txt"]] }, name is null ? [] : new() { [name] = value! }));

        Assert.Equal([field], _errors.Messages.Keys);
    }

    [Fact]
    public async Task Input_without_a_byte_is_refused()
    {
        _app.Folder.Write("in/empty.txt", "");

        Assert.Null(await AdmitAsync("word-count", new { files = (string[])[_app.Folder["in/*"]] }));

        Assert.Equal(["input.files"], _errors.Messages.Keys);
    }

    [Fact]
    public async Task Documents_without_text_are_refused()
    {
        Assert.Null(await AdmitAsync("word-count", new { documents = (string[])["", ""] }));

        Assert.Equal(["input.documents"], _errors.Messages.Keys);
    }

    [Fact]
    public async Task Pattern_that_leaves_the_roots_is_named_by_its_index()
    {
        _app.Folder.Write("in/a.txt", "text");

        Assert.Null(await AdmitAsync("word-count", new { files = (string[])[_app.Folder["in/a.txt"], "/etc/passwd"] }));

        Assert.Equal(["input.files[1]"], _errors.Messages.Keys);
    }

    [Theory]
    [InlineData("Not_A_Container/prefix")]
    [InlineData("")]
    public async Task Blob_container_that_cannot_be_is_refused_without_a_call(string blobs)
    {
        Assert.Null(await AdmitAsync("word-count", new { blobs }));

        Assert.Equal(["input.blobs"], _errors.Messages.Keys);
    }

    [Fact]
    public async Task Blobs_without_a_connection_are_refused()
    {
        Assert.Null(await AdmitAsync("word-count", new { blobs = "texts/2026" }));

        Assert.Contains("AzureWebJobsStorage", _errors.Messages["input.blobs"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_open_is_settled_before_the_orchestration_starts()
    {
        _app.Folder.Write("in/a.txt", "text");

        var request = await AdmitAsync("Word-Count", new { files = (string[])[_app.Folder["in/a.txt"]] });

        Assert.True(_errors.IsEmpty);
        Assert.Equal("word-count", request!.Job);
        Assert.Equal((Environment.ProcessorCount, Environment.ProcessorCount, 1024 * 1024), (request.Reducers, request.MaxParallelMaps, request.SplitBytes));
    }

    public void Dispose() => _app.Dispose();

    private Task<MapReduceRequest?> AdmitAsync(string job, object input, Dictionary<string, string>? parameters = null)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { input, parameters = parameters ?? [] }));
        return _app.Admission.AdmitAsync(job, body, "instance", _errors, TestContext.Current.CancellationToken);
    }
}
