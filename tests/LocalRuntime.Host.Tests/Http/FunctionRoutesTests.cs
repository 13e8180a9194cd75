using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Http;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Http;

/// <summary>Routes are tried as on the real host: by the names of their functions.</summary>
public sealed class FunctionRoutesTests
{
    [Fact]
    public void First_function_by_name_wins_whichever_route_is_more_special()
    {
        var routes = Create(("B", "items/all", []), ("A", "items/{id}", []));

        Assert.Equal(("A", "all"), Match(routes, "GET", "/api/items/all", "id"));
        Assert.Equal(("A", "1"), Match(routes, "GET", "/api/ITEMS/1", "id"));
    }

    [Fact]
    public void Method_and_constraint_let_a_request_go_on_to_the_next_function()
    {
        var routes = Create(("A", "items/{id:int}", ["get"]), ("B", "items/{id}", ["GET", "post"]));

        Assert.Equal(("A", "1"), Match(routes, "GET", "/api/items/1", "id"));
        Assert.Equal(("B", "1"), Match(routes, "POST", "/api/items/1", "id"));
        Assert.Equal(("B", "x"), Match(routes, "GET", "/api/items/x", "id"));
        Assert.Null(Match(routes, "PUT", "/api/items/1", "id"));
        Assert.Null(Match(routes, "GET", "/items/1", "id"));
    }

    [Fact]
    public void Optional_default_and_catch_all_values_are_filled()
    {
        var routes = Create(("A", "a/{x:int?}", []), ("B", "b/{x=five}", []), ("C", "c/{*x}", []), ("D", "{x}/last", []));

        Assert.Equal(("A", null), Match(routes, "GET", "/api/a", "x"));
        Assert.Equal(("A", "5"), Match(routes, "GET", "/api/a/5", "x"));
        Assert.Null(Match(routes, "GET", "/api/a/z", "x"));
        Assert.Equal(("B", "five"), Match(routes, "GET", "/api/b", "x"));
        Assert.Equal(("C", "1/2"), Match(routes, "GET", "/api/c/1/2", "x"));
        Assert.Equal(("D", "z"), Match(routes, "GET", "/api/z/last", "x"));
    }

    [Theory]
    [InlineData("items/{id}", "items/all", true)]
    [InlineData("{*all}", "items/{id}", true)]
    [InlineData("items/{id:int}", "items/{id}", false)]
    [InlineData("items/all", "items/{id}", false)]
    [InlineData("items/{id:int}", "items/{number:int}", true)]
    public void Hidden_route_is_warned_of_with_both_names(string first, string second, bool isHidden)
    {
        var warnings = Create(("Earlier", first, []), ("Later", second, ["get"])).FindHidden().ToList();

        Assert.Equal(isHidden ? 1 : 0, warnings.Count);
        Assert.All(warnings, warning => Assert.StartsWith(
            $"The route 'api/{second}' of function 'Later' is hidden by 'api/{first}' of function 'Earlier': ", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Routes_of_other_methods_hide_nothing() =>
        Assert.Empty(Create(("A", "items/{id}", ["get"]), ("B", "items/all", ["post"])).FindHidden());

    private static FunctionRoutes Create(params (string Name, string Route, string[] Methods)[] functions)
    {
        var inOrder = functions.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Select(f => TestFunctions.Http(f.Name, f.Route, f.Methods));
        return new FunctionRoutes(
            new FunctionCatalog([.. inOrder], []),
            new HostOptions(),
            new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), new ServiceCollection().BuildServiceProvider()));
    }

    private static (string Function, string? Value)? Match(FunctionRoutes routes, string method, string path, string value)
    {
        var http = new DefaultHttpContext { Request = { Method = method, Path = path } };
        return routes.Match(http) is { } match ? (match.Function.Name, match.Values[value]?.ToString()) : null;
    }
}
