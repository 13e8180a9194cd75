using System.Text;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MapReduce.Requests;

namespace WorkDistribution.Functions.Tests.MapReduce.Requests;

public sealed class JobRequestReaderTests
{
    private const string Input = "\"input\":{\"files\":[\"a\"]}";

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("nonsense", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("\"text\"", "")]
    [InlineData("{}", "input")]
    [InlineData("""{"input":null}""", "input")]
    [InlineData("""{"input":[]}""", "input")]
    [InlineData("""{"input":{}}""", "input")]
    [InlineData("""{"input":{"files":["a"],"blobs":"b"}}""", "input")]
    [InlineData("""{"input":{"files":[]}}""", "input.files")]
    [InlineData("""{"input":{"files":"a"}}""", "input.files")]
    [InlineData("""{"input":{"files":["a",1]}}""", "input.files[1]")]
    [InlineData("""{"input":{"files":[null]}}""", "input.files[0]")]
    [InlineData("""{"input":{"blobs":7}}""", "input.blobs")]
    [InlineData("""{"input":{"documents":{}}}""", "input.documents")]
    [InlineData("""{"input":{"documents":[1.5]}}""", "input.documents[0]")]
    [InlineData("""{"input":{"paths":["a"]}}""", "input.paths")]
    [InlineData("{" + Input + ""","reducers":0}""", "reducers")]
    [InlineData("{" + Input + ""","reducers":-1}""", "reducers")]
    [InlineData("{" + Input + ""","reducers":1001}""", "reducers")]
    [InlineData("{" + Input + ""","reducers":99999999999999999999}""", "reducers")]
    [InlineData("{" + Input + ""","reducers":1.5}""", "reducers")]
    [InlineData("{" + Input + ""","reducers":"2"}""", "reducers")]
    [InlineData("{" + Input + ""","reducers":null}""", "reducers")]
    [InlineData("{" + Input + ""","splitBytes":1023}""", "splitBytes")]
    [InlineData("{" + Input + ""","splitBytes":1073741825}""", "splitBytes")]
    [InlineData("{" + Input + ""","splitBytes":true}""", "splitBytes")]
    [InlineData("{" + Input + ""","maxParallelMaps":0}""", "maxParallelMaps")]
    [InlineData("{" + Input + ""","maxParallelMaps":1e9}""", "maxParallelMaps")]
    [InlineData("{" + Input + ""","toleratedFailures":-1}""", "toleratedFailures")]
    [InlineData("{" + Input + ""","toleratedFailures":"101%"}""", "toleratedFailures")]
    [InlineData("{" + Input + ""","toleratedFailures":"-1%"}""", "toleratedFailures")]
    [InlineData("{" + Input + ""","toleratedFailures":"NaN%"}""", "toleratedFailures")]
    [InlineData("{" + Input + ""","toleratedFailures":"5"}""", "toleratedFailures")]
    [InlineData("{" + Input + ""","parameters":[]}""", "parameters")]
    [InlineData("{" + Input + ""","parameters":{"pattern":1}}""", "parameters.pattern")]
    [InlineData("{" + Input + ""","splitbytes":4096}""", "splitbytes")]
    [InlineData("{" + Input + ""","extra":{}}""", "extra")]
    [InlineData("{" + Input + "," + Input + "}", "")]
    public void Wrong_request_names_the_field(string body, string field)
    {
        var errors = new ValidationErrors();
        new JobRequestReader(errors).Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal([field], errors.Messages.Keys);
    }

    [Fact]
    public void All_wrong_fields_are_named_at_once()
    {
        var errors = new ValidationErrors();
        new JobRequestReader(errors).Read("""{"input":{"files":[1]},"reducers":-1,"splitBytes":"x","more":1}"""u8.ToArray());

        Assert.Equal(["input.files[0]", "more", "reducers", "splitBytes"], errors.Messages.Keys);
    }

    [Fact]
    public void Deep_nesting_and_bad_escapes_are_errors_not_crashes()
    {
        foreach (var body in (string[])[new string('[', 100_000), """{"input":{"files":["\ud800"]}}""", "{\"input\":{\"files\":[\"\u0001\"]}}"])
        {
            var errors = new ValidationErrors();
            new JobRequestReader(errors).Read(Encoding.UTF8.GetBytes(body));

            Assert.False(errors.IsEmpty);
        }
    }

    [Fact]
    public void Full_request_is_read()
    {
        var errors = new ValidationErrors();
        var request = new JobRequestReader(errors).Read("""
            {"input":{"files":["a/**","b"]},"reducers":3,"splitBytes":1024,"maxParallelMaps":5,"toleratedFailures":"2.5%","parameters":{"pattern":"x+"}}
            """u8.ToArray());

        Assert.True(errors.IsEmpty);
        Assert.Equal(["a/**", "b"], request.Files);
        Assert.Equal((3, 1024L, 5), (request.Reducers, request.SplitBytes, request.MaxParallelMaps));
        Assert.Equal(25, request.ToleratedFailures.Allowed(1000));
        Assert.Equal("x+", request.Parameters["pattern"]);
    }

    [Theory]
    [InlineData("3", 2, 2)]
    [InlineData("3", 10, 3)]
    [InlineData("\"10%\"", 9, 0)]
    [InlineData("\"10%\"", 10, 1)]
    [InlineData("\"100%\"", 7, 7)]
    public void Tolerance_is_a_count_or_a_share(string json, int splits, int allowed)
    {
        var errors = new ValidationErrors();
        var request = new JobRequestReader(errors).Read(Encoding.UTF8.GetBytes($$"""{"input":{"blobs":"c/p"},"toleratedFailures":{{json}}}"""));

        Assert.Equal(allowed, request.ToleratedFailures.Allowed(splits));
    }
}
