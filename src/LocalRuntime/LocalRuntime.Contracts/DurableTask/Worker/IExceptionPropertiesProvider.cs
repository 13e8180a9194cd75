namespace Microsoft.DurableTask.Worker;

/// <summary>Adds an application's own properties to the failure details of its exceptions.</summary>
public interface IExceptionPropertiesProvider
{
    /// <summary>The properties to keep of an exception; <see langword="null"/> for none.</summary>
    IDictionary<string, object?>? GetExceptionProperties(Exception exception);
}
