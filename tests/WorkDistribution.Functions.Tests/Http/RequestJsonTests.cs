using System.Text;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Tests.Http;

public sealed class RequestJsonTests
{
    [Theory]
    [InlineData("""{"\ud800":1}""", "")]
    [InlineData("""{"priority":"\ud800"}""", "priority")]
    [InlineData("""{"nodes":[{"payload":{"texts":["a","\uDFFF\ud800"]}}]}""", "nodes[0].payload.texts[1]")]
    [InlineData("""{"a":1,"a":2}""", "")]
    [InlineData("{", "")]
    public void What_no_string_can_hold_is_refused_with_its_field(string json, string field)
    {
        var errors = new ValidationErrors();

        Assert.Null(RequestJson.Parse(Encoding.UTF8.GetBytes(json), errors));

        Assert.Equal([field], errors.Messages.Keys);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        var errors = new ValidationErrors();

        Assert.Null(RequestJson.Parse(Encoding.Latin1.GetBytes("""{"text":"é"}"""), errors));

        Assert.Contains("UTF-8", errors.Messages[""].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_pairs_and_a_byte_order_mark_are_taken()
    {
        var errors = new ValidationErrors();

        var value = RequestJson.Parse((byte[])[.. Encoding.UTF8.Preamble, .. """{"text":"\ud83d\ude00 \\ud800"}"""u8], errors);

        Assert.True(errors.IsEmpty);
        Assert.Equal(@"😀 \ud800", value?.GetProperty("text").GetString());
    }
}
