using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class FunctionContextBindingTests
{
    private readonly FakeBindingMetadata _trigger = new("request", "httpTrigger", BindingDirection.In);
    private readonly FakeBindings _bindings = new();
    private readonly FakeFunctionContext _context;

    public FunctionContextBindingTests()
    {
        _context = new FakeFunctionContext(definition: new FakeFunctionDefinition(
            _trigger, new("Response", "http", BindingDirection.Out), new("Message", "queue", BindingDirection.Out)));
        _context.Features.Set<IFunctionBindingsFeature>(_bindings);
        _context.Features.Set<IInputBindingResolver>(_bindings);
    }

    [Fact]
    public void GetInvocationResult_reads_and_replaces_the_result()
    {
        _bindings.InvocationResult = "before";

        InvocationResult<string> result = _context.GetInvocationResult<string>();
        Assert.Equal("before", result.Value);
        result.Value = "after";

        Assert.Equal("after", _bindings.InvocationResult);
        Assert.Equal("after", _context.GetInvocationResult().Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public void GetInvocationResult_of_another_type_names_both(object? result)
    {
        _bindings.InvocationResult = result;

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => _context.GetInvocationResult<string>());
        Assert.Contains("System.String", exception.Message, StringComparison.Ordinal);
        Assert.Contains(result is null ? "null" : "System.Int32", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetOutputBindings_lists_all_outputs_and_replaces_values()
    {
        _bindings.OutputBindingData["Message"] = "a";

        OutputBindingData<string>[] outputs =
            [.. _context.GetOutputBindings<string>().OrderBy(output => output.Name, StringComparer.Ordinal)];
        Assert.Equal([("Message", "queue", "a"), ("Response", "http", null)], outputs.Select(o => (o.Name, o.BindingType, o.Value)));
        outputs[0].Value = "b";

        Assert.Equal("b", _bindings.OutputBindingData["Message"]);
    }

    [Fact]
    public async Task BindInputAsync_reads_and_replaces_the_argument()
    {
        _bindings.Inputs["request"] = "a";

        InputBindingData<string> input = await _context.BindInputAsync<string>(_trigger);
        Assert.Equal(("a", _trigger), (input.Value, input.BindingMetadata));
        input.Value = "b";

        Assert.Equal("b", (await _context.BindInputAsync<string>(_trigger)).Value);
    }

    [Fact]
    public async Task GetHttpRequestDataAsync_binds_the_http_trigger()
    {
        FakeHttpRequestData request = new(_context);
        _bindings.Inputs["request"] = request;

        Assert.Same(request, await _context.GetHttpRequestDataAsync());
        Assert.Null(await new FakeFunctionContext().GetHttpRequestDataAsync());
    }

    [Fact]
    public void GetHttpResponseData_finds_the_result_or_the_output()
    {
        FakeHttpResponseData response = new(_context);
        Assert.Null(_context.GetHttpResponseData());

        _bindings.OutputBindingData["Response"] = response;
        Assert.Same(response, _context.GetHttpResponseData());

        FakeHttpResponseData result = new(_context);
        _bindings.InvocationResult = result;
        Assert.Same(result, _context.GetHttpResponseData());
    }

    [Fact]
    public void GetHttpContext_is_what_the_host_put_into_the_items()
    {
        DefaultHttpContext http = new();
        Assert.Null(_context.GetHttpContext());

        _context.Items["HttpRequestContext"] = http;

        Assert.Same(http, _context.GetHttpContext());
    }

    [Fact]
    public void Missing_feature_says_where_it_would_be()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => new FakeFunctionContext().GetInvocationResult());

        Assert.Contains(nameof(IFunctionBindingsFeature), exception.Message, StringComparison.Ordinal);
    }
}
