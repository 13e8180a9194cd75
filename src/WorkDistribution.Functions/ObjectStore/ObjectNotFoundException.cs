namespace WorkDistribution.Functions.ObjectStore;

/// <summary>An object that was to be read does not exist.</summary>
public sealed class ObjectNotFoundException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="name">The missing object's name.</param>
    /// <param name="innerException">What the store said.</param>
    public ObjectNotFoundException(string name, Exception? innerException = null)
        : base($"The object store holds no object '{name}'. It was deleted, or the job that should have written it did not finish.", innerException)
    {
        Name = name;
    }

    /// <summary>The missing object's name.</summary>
    public string Name { get; }
}
