namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Names the host extension that a worker extension goes with.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public class ExtensionInformationAttribute : Attribute
{
    /// <summary>Names the package; it is not registered implicitly.</summary>
    public ExtensionInformationAttribute(string extensionPackage, string extensionVersion)
        : this(extensionPackage, extensionVersion, enableImplicitRegistration: false)
    {
    }

    /// <summary>Names the package.</summary>
    public ExtensionInformationAttribute(string extensionPackage, string extensionVersion, bool enableImplicitRegistration)
    {
        ExtensionPackage = extensionPackage;
        ExtensionVersion = extensionVersion;
        EnableImplicitRegistration = enableImplicitRegistration;
    }

    /// <summary>The package.</summary>
    public string ExtensionPackage { get; }

    /// <summary>Its version.</summary>
    public string ExtensionVersion { get; }

    /// <summary>Whether the host loads the extension although no binding uses it.</summary>
    public bool EnableImplicitRegistration { get; }
}
