using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

[Collection(SampleAppFixture.Name)]
public sealed class HttpFunctionTests(SampleAppFixture app)
{
    [Theory]
    [InlineData("/api/hello", "Hello, world!")]
    [InlineData("/api/Hello?name=Ada", "Hello, Ada!")]
    [InlineData("/api/text", "plain")]
    public async Task Default_route_is_the_name_and_query_values_bind_to_parameters(string url, string expected)
    {
        Assert.Equal(expected, await app.Client.GetStringAsync(new Uri(url, UriKind.Relative)));
    }

    [Fact]
    public async Task Route_values_bind_to_parameters_and_mvc_writes_camel_case()
    {
        Assert.Equal("""{"category":"books","id":5}""", await GetAsync("/api/products/books/5"));
        Assert.Equal("""{"category":"books","id":0}""", await GetAsync("/api/products/books"));
    }

    [Theory]
    [InlineData("GET", "/api/products/books/five")]
    [InlineData("GET", "/api/products/b00ks")]
    [InlineData("GET", "/api/minimal/not-a-guid")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("DELETE", "/api/hello")]
    [InlineData("HEAD", "/api/hello")]
    public async Task Failed_constraint_unknown_route_and_other_method_are_404(string method, string url)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task FromBody_binds_and_action_result_sets_status_and_location()
    {
        using var response = await app.Client.PostAsJsonAsync("/api/orders", new { id = "a1", quantity = 2 });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/api/orders/a1", response.Headers.Location?.ToString());
        Assert.Equal("""{"id":"a1","quantity":2}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Result_of_minimal_apis_is_executed()
    {
        using var response = await app.Client.PutAsJsonAsync("/api/orders", new { id = "a1", quantity = 2 });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"id":"a1","quantity":2}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"id":"a",""", "application/json")]
    [InlineData("""{"id":"a","quantity":"many"}""", "application/json")]
    [InlineData("<order/>", "application/xml")]
    public async Task Body_that_cannot_be_read_fails_the_function_as_on_the_real_host(string body, string contentType)
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await app.Client.PostAsync(new Uri("/api/orders", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Unhandled_exception_is_500_with_an_empty_body_and_custom_headers_stay()
    {
        using var response = await app.Client.GetAsync(new Uri("/api/throws", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Middleware_may_answer_for_a_function_that_threw()
    {
        using var response = await app.Client.GetAsync(new Uri("/api/missing", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("""{"error":"There is no such thing."}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_passes_items_and_sets_headers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/stamped?x=1");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(["Stamped"], response.Headers.GetValues("x-function"));
        Assert.Equal(
            """{"stamp":"stamped","method":"PATCH","function":"Stamped","inputs":["req"],"query":"{\"x\":\"1\"}","methods":["GET","PATCH"]}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Poco_is_serialized_by_the_worker_and_printed_as_by_the_real_host()
    {
        Assert.Equal("{\n  \"Category\": \"books\",\n  \"Id\": 3\n}", await GetAsync("/api/poco"));
    }

    [Fact]
    public async Task Class_and_request_share_the_scope_of_the_invocation()
    {
        var id = Guid.NewGuid();

        Assert.Equal($$"""{"id":"{{id}}","scoped":true}""", await GetAsync($"/api/minimal/{id}"));
    }

    [Fact]
    public async Task Request_data_style_reads_route_body_and_sets_headers_and_cookies()
    {
        using var content = new StringContent("Grüße");
        using var response = await app.Client.PostAsync(new Uri("/api/echo/a/b", UriKind.Relative), content);

        Assert.Equal("Grüße", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["a/b"], response.Headers.GetValues("x-path"));
        Assert.Equal(["seen=yes; path=/"], response.Headers.GetValues("Set-Cookie"));
    }

    [Fact]
    public async Task Request_data_style_reads_the_query_and_sets_the_status()
    {
        using var response = await app.Client.GetAsync(new Uri("/api/query?q=1", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"q":"1","url":"/api/query","method":"GET"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Large_body_streams_through_without_being_kept()
    {
        const int size = 80_000_000;
        using var content = new StreamContent(new MemoryStream(new byte[size]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/count") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var response = await app.Client.SendAsync(request);

        var result = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(size, result.GetProperty("total").GetInt64());
        Assert.InRange(result.GetProperty("memory").GetInt64(), 0, size / 2);
    }

    [Fact]
    public async Task Body_above_the_limit_of_the_host_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/count") { Content = new ByteArrayContent([1]) };
        request.Content.Headers.ContentLength = 200_000_000;
        request.Headers.ExpectContinue = true;
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private Task<string> GetAsync(string url) => app.Client.GetStringAsync(new Uri(url, UriKind.Relative));
}
