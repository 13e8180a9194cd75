using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Reads one method with <c>[Function]</c>. What is wrong with it goes to a list of problems.</summary>
internal static class FunctionReader
{
    /// <summary>The function, or null when its signature cannot be used; the problems say why.</summary>
    public static FunctionDescriptor? Read(MethodInfo method, string name, ICollection<string> problems)
    {
        var found = new List<string>();
        CheckMethod(method, found);
        var parameters = method.GetParameters().Select(p => new ParameterDescriptor(p, BindingOf(p, found))).ToList();
        var trigger = SingleTrigger(parameters, found);
        var outputs = trigger is null ? [] : Outputs(method, trigger.Binding!, found);
        foreach (var problem in found)
        {
            problems.Add($"Function '{name}' ({method.DeclaringType?.FullName}.{method.Name}): {problem}");
        }

        return found.Count > 0 || trigger is null ? null : new FunctionDescriptor
        {
            Name = name,
            Id = IdOf(name),
            Method = method,
            Parameters = parameters,
            TriggerParameter = trigger,
            Trigger = trigger.Binding!,
            TriggerType = BindingTypes.NameOf(trigger.Binding!),
            Retry = method.GetCustomAttribute<RetryAttribute>(),
            Outputs = outputs,
        };
    }

    private static void CheckMethod(MethodInfo method, List<string> problems)
    {
        if (!method.IsPublic)
        {
            problems.Add("the method is not public, and the worker finds public methods only. Make it public.");
        }

        if (method.IsGenericMethodDefinition || method.DeclaringType is { IsGenericTypeDefinition: true })
        {
            problems.Add("the method or its class is generic, so nobody could say for which type. Make it a plain method.");
        }

        if (!method.IsStatic && method.DeclaringType is { IsAbstract: true })
        {
            problems.Add("its class is abstract and cannot be created. Make the class concrete or the method static.");
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
        {
            problems.Add("it is 'async void', so nobody could await it or see it fail. Return Task.");
        }

        if (typeof(Task).IsAssignableFrom(FunctionMethod.ResultType(method)))
        {
            problems.Add("it returns a task in a task. Await or unwrap the inner one.");
        }

        if (method.GetParameters().FirstOrDefault(p => p.ParameterType.IsByRef) is { } byRef)
        {
            problems.Add($"parameter '{byRef.Name}' is 'out', 'ref' or 'in', which the isolated worker does not support. Return outputs instead.");
        }
    }

    private static BindingAttribute? BindingOf(ParameterInfo parameter, List<string> problems)
    {
        var bindings = parameter.GetCustomAttributes<BindingAttribute>().ToList();
        if (bindings.Count > 1)
        {
            problems.Add($"parameter '{parameter.Name}' has {bindings.Count} binding attributes. Keep one.");
        }

        if (bindings.OfType<OutputBindingAttribute>().FirstOrDefault() is { } output)
        {
            problems.Add(
                $"parameter '{parameter.Name}' has the output binding {BindingTypes.InSource(output.GetType())}, which belongs on the method or on a property of its result class.");
        }

        return bindings.FirstOrDefault();
    }

    private static ParameterDescriptor? SingleTrigger(List<ParameterDescriptor> parameters, List<string> problems)
    {
        var triggers = parameters.Where(p => p.Binding is TriggerBindingAttribute).ToList();
        if (triggers.Count == 1)
        {
            return triggers[0];
        }

        problems.Add(triggers.Count == 0
            ? "no parameter has a trigger attribute. Add one, for example [HttpTrigger]."
            : $"{triggers.Count} parameters have a trigger attribute ({string.Join(", ", triggers.Select(t => $"'{t.Name}'"))}). Keep one.");
        return null;
    }

    private static List<OutputDescriptor> Outputs(MethodInfo method, Attribute trigger, List<string> problems)
    {
        var onMethod = method.GetCustomAttributes<OutputBindingAttribute>().ToList();
        if (onMethod.Count > 1)
        {
            problems.Add("the method has several output bindings. Return a class with one property for each.");
        }

        var resultType = FunctionMethod.ResultType(method);
        if (onMethod.Count > 0)
        {
            return [new(OutputDescriptor.ReturnName, onMethod[0], BindingTypes.NameOf(onMethod[0]), Property: null)];
        }

        if (resultType == typeof(void))
        {
            return [];
        }

        var onProperties = typeof(HttpResponseData).IsAssignableFrom(resultType) ? [] : PropertyOutputs(resultType, problems);
        return onProperties.Count == 0 && trigger is HttpTriggerAttribute
            ? [new(OutputDescriptor.ReturnName, new HttpResultAttribute(), BindingTypes.Http, Property: null)]
            : onProperties;
    }

    private static List<OutputDescriptor> PropertyOutputs(Type resultType, List<string> problems)
    {
        var outputs = new List<OutputDescriptor>();
        foreach (var property in resultType.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var attributes = property.GetCustomAttributes<OutputBindingAttribute>().ToList();
            if (attributes.Count > 1)
            {
                problems.Add($"property '{property.Name}' of {resultType.Name} has several output bindings. Keep one.");
            }

            if (attributes.OfType<HttpResultAttribute>().Any() || typeof(HttpResponseData).IsAssignableFrom(property.PropertyType))
            {
                outputs.Add(new(property.Name, new HttpResultAttribute(), BindingTypes.Http, property));
            }
            else if (attributes.Count > 0)
            {
                outputs.Add(new(property.Name, attributes[0], BindingTypes.NameOf(attributes[0]), property));
            }
        }

        if (outputs.Count(o => o.BindingType == BindingTypes.Http) > 1)
        {
            problems.Add($"{resultType.Name} has several properties for the HTTP response. Keep one.");
        }

        return outputs;
    }

    // The real worker hashes the function's name too; what matters is that it is stable.
    private static string IdOf(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.ToUpperInvariant())))[..16];
}
