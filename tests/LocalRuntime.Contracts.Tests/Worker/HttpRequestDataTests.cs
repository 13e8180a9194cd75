using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Core.Serialization;
using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class HttpRequestDataTests
{
    private sealed record Order(string Id, int Quantity);

    [Fact]
    public void Query_is_decoded_keeps_repeated_values_and_ignores_case()
    {
        FakeHttpRequestData request = new(new FakeFunctionContext(), "http://localhost/api/run?name=Zo%C3%AB+K&tag=a&tag=b&flag");

        Assert.Equal("Zoë K", request.Query["NAME"]);
        Assert.Equal(["a", "b"], request.Query.GetValues("tag")!);
        Assert.Null(request.Query["missing"]);
        Assert.Same(request.Query, request.Query);
    }

    [Fact]
    public async Task ReadAsStringAsync_reads_utf8_and_leaves_the_body_open()
    {
        FakeHttpRequestData request = new(new FakeFunctionContext(), body: "grüße");

        Assert.Equal("grüße", await request.ReadAsStringAsync());
        Assert.True(request.Body.CanRead);
        request.Body.Position = 0;
        Assert.Equal("grüße", request.ReadAsString());
        request.Body.Position = 0;
        Assert.Equal(7, (await request.ReadAsStringAsync(Encoding.Latin1))!.Length);
    }

    [Fact]
    public async Task ReadFromJsonAsync_uses_the_serializer_of_the_worker()
    {
        JsonObjectSerializer serializer = new(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });
        FakeFunctionContext context = new(services => services.Configure<WorkerOptions>(options => options.Serializer = serializer));
        FakeHttpRequestData request = new(context, body: """{"ID":"a","quantity":3}""");

        Assert.Equal(new Order("a", 3), await request.ReadFromJsonAsync<Order>());
    }

    [Fact]
    public async Task ReadFromJsonAsync_reads_null_as_the_default()
    {
        FakeHttpRequestData request = new(new FakeFunctionContext(), body: "null");

        Assert.Null(await request.ReadFromJsonAsync<Order>(new JsonObjectSerializer()));
    }

    [Fact]
    public async Task ReadFromJsonAsync_passes_on_what_is_wrong_with_the_json()
    {
        FakeHttpRequestData request = new(new FakeFunctionContext(), body: "{");

        await Assert.ThrowsAsync<JsonException>(async () => await request.ReadFromJsonAsync<Order>(new JsonObjectSerializer()));
    }

    [Fact]
    public async Task ReadFromJsonAsync_without_a_serializer_says_what_to_set()
    {
        FakeHttpRequestData request = new(new FakeFunctionContext(services => services.AddOptions()), body: "{}");

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await request.ReadFromJsonAsync<Order>());
        Assert.Contains("WorkerOptions.Serializer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateResponse_sets_the_status_code() =>
        Assert.Equal(
            HttpStatusCode.Conflict,
            new FakeHttpRequestData(new FakeFunctionContext()).CreateResponse(HttpStatusCode.Conflict).StatusCode);

    [Fact]
    public void Headers_are_taken_without_validation()
    {
        HttpHeadersCollection headers = new(new Dictionary<string, string> { ["Content-Type"] = "nonsense", ["X-Odd"] = "ü" });

        Assert.Equal(["nonsense"], headers.GetValues("content-type"));
        Assert.Equal(["ü"], headers.GetValues("X-Odd"));
    }
}
