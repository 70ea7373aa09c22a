using System.Text.Json.Serialization;
using FaceRec.Gallery;
using FaceRec.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;
using Serilog;

namespace FaceRec.Gateway;

/// <summary>The Gateway, put together: its table of contents.</summary>
internal static class GatewayApp
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults("gateway", new Dictionary<string, (string, SettingUnit)>
        {
            ["REQUEST_TIMEOUT"] = ("Gateway:RequestTimeout", SettingUnit.Seconds),
            ["MAX_FILE_SIZE"] = ("Gateway:MaxFileSize", SettingUnit.Plain),
            ["ERRORS_ALLOW_EDIT"] = ("Gateway:AllowErrorEdits", SettingUnit.Plain),
            ["MAX_RETRIES"] = ("Installation:AwsRetries", SettingUnit.Plain),
        });

        builder.Services.AddOptions<GatewayOptions>().BindConfiguration("Gateway").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Dependencies>();
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddSingleton<ApiKeys>();
        builder.Services.AddHostedService<KeysRequired>();
        builder.Services.AddCallerLimits();
        builder.Services.AddCrossOrigin();
        builder.Services.AddSingleton<UploadReader>();
        builder.Services.AddSingleton<PictureStore>();
        builder.Services.AddSingleton<PicturePainter>();
        builder.Services.AddSingleton<WaitingRoom>();
        builder.Services.AddSingleton<FaceRequests>();
        builder.Services.AddSingleton<PictureQuestions>();
        builder.Services.AddSingleton<Enroller>();
        builder.Services.AddSingleton<Importer>();
        builder.Services.AddSingleton<IdempotencyStore>();
        builder.Services.AddSingleton<IdempotentRequests>();
        builder.Services.AddSingleton<RecognitionCache>();
        builder.Services.AddSingleton<RecognitionHistory>();
        builder.Services.AddSingleton<RecognitionLookup>();
        builder.Services.AddSingleton<RecognitionErasure>();
        builder.Services.AddSingleton<Recognizer>();
        builder.Services.AddSingleton<ErrorDesk>();
        builder.Services.AddSingleton<FailedMessageErasure>();
        builder.Services.AddGallery();
        builder.Services.AddPrometheus();
        builder.Services.AddHealthChecks().AddCheck<StorageCheck>("storage").AddCheck<Dependencies>("circuit");
        builder.Services.AddSqsBus(_ => { }, (_, _, _) => { });
        builder.Services.AddExceptionHandler<UnhandledProblems>();
        builder.Services.AddProblemDetails();
        // Numbers are numbers: a generated client need not ask whether one is a text.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddOpenApi(openApi => openApi.AddOperationTransformer<OperationTransformer>().AddDocumentTransformer<DocumentTransformer>().AddSchemaTransformer<SchemaTransformer>());
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>>(HttpLimits.Set);
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls("http://127.0.0.1:8000");

        var app = builder.Build();
        app.UseRequestIds();
        app.UseSerilogRequestLogging(options => options.IncludeQueryInRequestPath = false);
        app.UseExceptionHandler();
        app.UseStatusProblems();
        app.UseMiddleware<SecurityHeaders>();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        // After the page's files: GET / is the page, though POST / is an endpoint.
        app.UseRoutingWithHead();
        // Before keys are asked for: a browser's preflight request has none.
        app.UseCrossOrigin();
        app.UseMiddleware<AccessGate>();
        app.UseRateLimiter();
        app.MapRecognitions();
        app.MapRecognitionPictures();
        app.MapRecognitionEvents();
        app.MapDetections();
        app.MapVerifications();
        app.MapPeople();
        app.MapEnrollment();
        app.MapImport();
        app.MapCollections();
        app.MapLineage();
        app.MapFleet();
        app.MapErrors();
        app.MapHealth();
        app.MapPrometheus();
        app.MapOpenApi();
        app.MapScalarApiReference("/reference");
        return app;
    }
}
