namespace Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;

/// <summary>Converts the body of the request of an invocation.</summary>
public interface IFromBodyConversionFeature
{
    /// <summary>Converts the body to <paramref name="targetType"/>.</summary>
    ValueTask<object?> ConvertAsync(FunctionContext context, Type targetType);
}
