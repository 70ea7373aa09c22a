namespace FaceRec.Gateway;

/// <summary>HEAD is answered wherever GET is, as RFC 9110 wants it and load balancers use it. The web server leaves the body out.</summary>
internal static class HeadRequests
{
    static readonly object WasHead = new();

    /// <summary>Routing that finds the endpoint for GET where HEAD is asked for; what comes after sees HEAD again.</summary>
    public static void UseRoutingWithHead(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Items[WasHead] = true;
                context.Request.Method = HttpMethods.Get;
            }

            return next(context);
        });
        app.UseRouting();
        app.Use((context, next) =>
        {
            if (context.Items.ContainsKey(WasHead))
                context.Request.Method = HttpMethods.Head;
            return next(context);
        });
    }
}
