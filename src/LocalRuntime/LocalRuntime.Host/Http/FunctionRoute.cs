using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Template;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>The route of one HTTP-triggered function, matched as the real host does: template, then constraints, then method.</summary>
internal sealed class FunctionRoute
{
    private readonly TemplateMatcher _matcher;
    private readonly Dictionary<string, IRouteConstraint> _constraints;

    /// <exception cref="ArgumentException">The template is not valid, or has a constraint that does not exist.</exception>
    public FunctionRoute(FunctionDescriptor function, HttpExtensionOptions options, IInlineConstraintResolver constraints)
    {
        Function = function;
        Path = PathOf(function, options);
        Methods = MethodsOf(function);
        Template = TemplateParser.Parse(Path);
        var defaults = new RouteValueDictionary();
        _constraints = new(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in Template.Parameters.Where(p => p.Name is not null))
        {
            if (parameter.DefaultValue is not null)
            {
                defaults[parameter.Name!] = parameter.DefaultValue;
            }

            var all = parameter.InlineConstraints.Select(c => constraints.ResolveConstraint(c.Constraint) ?? throw new ArgumentException(
                $"the constraint '{c.Constraint}' does not exist. Use one of ASP.NET Core's, for example int, guid or minlength(2).")).ToArray();
            if (all.Length > 0)
            {
                IRouteConstraint constraint = all.Length == 1 ? all[0] : new CompositeRouteConstraint(all);
                _constraints[parameter.Name!] = parameter.IsOptional ? new OptionalRouteConstraint(constraint) : constraint;
            }
        }

        _matcher = new TemplateMatcher(Template, defaults);
    }

    public FunctionDescriptor Function { get; }

    /// <summary>The template below the root, without a leading slash.</summary>
    public string Path { get; }

    /// <summary>Methods it answers, in upper case; empty means all.</summary>
    public IReadOnlyList<string> Methods { get; }

    public RouteTemplate Template { get; }

    /// <summary>The route template below the root, without a leading slash; the function's name when the trigger names none.</summary>
    public static string PathOf(FunctionDescriptor function, HttpExtensionOptions options)
    {
        var route = function.Trigger.Text("route")?.TrimStart('/') ?? function.Name;
        return options.RoutePrefix.Length == 0 ? route : $"{options.RoutePrefix}/{route}";
    }

    public static IReadOnlyList<string> MethodsOf(FunctionDescriptor function) =>
        [.. function.Trigger.Texts("methods").Select(m => m.ToUpperInvariant())];

    public bool Allows(string method) => Methods.Count == 0 || Methods.Contains(method, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the path and its values fit, whatever the method.</summary>
    public bool Fits(HttpContext? http, PathString path, RouteValueDictionary values)
    {
        if (!_matcher.TryMatch(path, values))
        {
            return false;
        }

        foreach (var (name, constraint) in _constraints)
        {
            if (!constraint.Match(http, route: null, name, values, RouteDirection.IncomingRequest))
            {
                return false;
            }
        }

        return true;
    }
}
