using System.Text;
using System.Text.Json;
using Azure.Core.Serialization;
using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class HttpResponseDataTests
{
    private readonly FakeHttpResponseData _response = new(new FakeFunctionContext(services => services.Configure<WorkerOptions>(
        options => options.Serializer = new JsonObjectSerializer(new JsonSerializerOptions(JsonSerializerDefaults.Web)))));

    [Fact]
    public async Task WriteAsJsonAsync_uses_the_serializer_of_the_worker_and_says_utf8()
    {
        await _response.WriteAsJsonAsync(new { FirstName = "Ada" });

        Assert.Equal("""{"firstName":"Ada"}""", _response.Text);
        Assert.Equal(["application/json; charset=utf-8"], _response.Headers.GetValues("Content-Type"));
    }

    [Fact]
    public async Task WriteAsJsonAsync_takes_another_content_type_and_serializer()
    {
        await _response.WriteAsJsonAsync(new { FirstName = "Ada" }, new JsonObjectSerializer(), "application/problem+json");

        Assert.Equal("""{"FirstName":"Ada"}""", _response.Text);
        Assert.Equal(["application/problem+json"], _response.Headers.GetValues("Content-Type"));
    }

    [Fact]
    public async Task WriteAsJsonAsync_writes_as_the_static_type()
    {
        await _response.WriteAsJsonAsync<object?>(null);

        Assert.Equal("null", _response.Text);
    }

    [Fact]
    public async Task WriteString_encodes_and_sets_no_content_type()
    {
        _response.WriteString("ä");
        await _response.WriteStringAsync("ö");
        await _response.WriteStringAsync("A", Encoding.ASCII);
        _response.WriteBytes([(byte)'B']);
        await _response.WriteBytesAsync([(byte)'C']);

        Assert.Equal("äöABC", _response.Text);
        Assert.False(_response.Headers.Contains("Content-Type"));
    }

    [Fact]
    public async Task Cancelled_writes_do_not_write()
    {
        CancellationToken cancelled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _response.WriteStringAsync("a", cancelled));
        Assert.Empty(_response.Text);
    }
}
