using Azure.Core.Serialization;
using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class FromBodyTests
{
    private sealed record Order(string Id);

    [Fact]
    public void Attribute_names_a_converter() =>
        Assert.True(typeof(IInputConverter).IsAssignableFrom(new FromBodyAttribute().ConverterType));

    [Fact]
    public async Task Text_and_bytes_are_taken_as_they_are()
    {
        Assert.Equal("a", await ConvertAsync(typeof(string), "a"));
        Assert.Equal("a"u8.ToArray(), (byte[])(await ConvertAsync(typeof(byte[]), "a"))!);
        Assert.Equal("a"u8.ToArray(), ((Memory<byte>)(await ConvertAsync(typeof(Memory<byte>), "a"))!).ToArray());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.order+json")]
    public async Task Json_is_deserialized(string contentType) =>
        Assert.Equal(new Order("1"), await ConvertAsync(typeof(Order), """{"Id":"1"}""", contentType));

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task Other_content_is_refused_with_a_hint(string? contentType)
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ConvertAsync(typeof(Order), "1", contentType));

        Assert.Contains("application/json", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<object?> ConvertAsync(Type targetType, string body, string? contentType = null)
    {
        FakeBindingMetadata trigger = new("request", "httpTrigger", BindingDirection.In);
        FakeFunctionContext context = new(
            services => services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer()),
            new FakeFunctionDefinition(trigger));
        FakeHttpRequestData request = new(context, body: body);
        if (contentType is not null)
        {
            request.Headers.Add("Content-Type", contentType);
        }

        FakeBindings bindings = new();
        bindings.Inputs["request"] = request;
        context.Features.Set<IInputBindingResolver>(bindings);
        return await RequestDataBodyConversionFeature.Instance.ConvertAsync(context, targetType);
    }
}
