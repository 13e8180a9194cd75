using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The entry point of an app.</summary>
[SuppressMessage("Design", "CA1052:Static holder types should be Static or NotInheritable", Justification = "The official type is a plain class.")]
public class FunctionsApplication
{
    /// <summary>Creates a builder with the defaults of a function app.</summary>
    /// <param name="args">The command line. <c>--port</c>, <c>--address</c>, <c>--state</c>, <c>--verbose</c>, <c>--functions</c> and <c>--cors</c> are for the host.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
