using FaceRec.Recognition.Tests.Pictures;
using SkiaSharp;

namespace FaceRec.Gateway.Tests.Uploads;

/// <summary>The same photograph of three people in every way in which it may be sent, through real HTTP and a real worker.</summary>
public sealed class PictureKindTests(WholeSystem system)
{
    // Small, so that turning and encoding it takes no time; the faces are some 80 pixels high.
    static readonly byte[] Photo = Encoded.Shrunk(Repository.Photo(3), 0.3f);

    // Of the photograph's size, with nobody in it.
    static readonly SKBitmap Empty = With(Photo, photo => SKBitmap.Decode(TestPicture.Blank(width: photo.Width, height: photo.Height)));

    static readonly Dictionary<string, Lazy<byte[]>> Kinds = new()
    {
        ["JPEG"] = new(() => Encoded.As(Photo, SKEncodedImageFormat.Jpeg)),
        ["PNG"] = new(() => Photo),
        ["WebP"] = new(() => Encoded.As(Photo, SKEncodedImageFormat.Webp)),
        ["BMP"] = new(() => With(Photo, RarePicture.Bmp)),
        ["GIF"] = new(() => With(Photo, photo => RarePicture.Gif(photo))),
        ["animated GIF"] = new(() => With(Photo, photo => RarePicture.Gif(photo, Empty))),
        ["animated PNG"] = new(() => With(Photo, photo => AnimatedPng.Of(photo, Empty))),
        ["animated WebP"] = new(() => With(Photo, photo => RarePicture.AnimatedWebP(photo, Empty))),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task However_the_camera_was_held_boxes_are_in_pixels_of_the_upright_picture(int orientation)
    {
        var stored = Encoded.WithOrientation(Photo, orientation);
        var answer = await ShowsTheSameFacesAsync(stored);

        var drawn = await system.Http.ReadAsync($"recognitions/{answer.Json.GetProperty("id").GetGuid()}/picture");
        using var picture = SKBitmap.Decode(drawn.Bytes);
        Assert.Equal((answer.Json.GetProperty("width").GetInt32(), answer.Json.GetProperty("height").GetInt32()), (picture.Width, picture.Height));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_accepted_format_shows_the_same_faces_whatever_the_client_calls_it(string kind) => await ShowsTheSameFacesAsync(Kinds[kind].Value, "image/x-unheard-of");

    [Theory]
    [InlineData("GIF")]
    [InlineData("PNG")]
    [InlineData("WebP")]
    public async Task Faces_after_the_first_frame_do_not_count(string format)
    {
        var animated = With(Photo, photo => format switch
        {
            "GIF" => RarePicture.Gif(Empty, photo),
            "PNG" => AnimatedPng.Of(Empty, photo),
            _ => RarePicture.AnimatedWebP(Empty, photo),
        });

        var answer = await system.Http.PostPictureAsync("recognitions", animated);

        Assert.Equal((200, 0), (answer.Status, answer.Json.GetProperty("faces").GetArrayLength()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_that_ends_too_early_is_refused_by_the_worker_and_never_half_read(string kind)
    {
        var whole = Kinds[kind].Value;

        // Within the first frame of an animation, too.
        var answer = await system.Http.PostPictureAsync("recognitions", whole[..(whole.Length * 2 / 5)]);

        Assert.Equal((400, "unreadable-picture"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("JPEG")]
    [InlineData("PNG")]
    [InlineData("GIF")]
    [InlineData("BMP")]
    public async Task A_header_that_declares_50000_by_50000_pixels_is_refused_before_it_costs_anything(string kind)
    {
        var bomb = RarePicture.Bomb(Kinds[kind].Value);

        var answer = await system.Http.SendAsync(HttpMethod.Post, "recognitions", Api.Raw(bomb));

        Assert.Equal((413, "too-many-pixels"), (answer.Status, answer.Code));
        Assert.Contains("50000 x 50000", answer.Text);
    }

    [Fact]
    public async Task An_iPhones_HEIC_is_refused_with_how_to_convert_it()
    {
        byte[] heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[200]];

        var answer = await system.Http.PostPictureAsync("recognitions", heic);

        Assert.Equal((415, "unsupported-media-type"), (answer.Status, answer.Code));
        Assert.Contains("HEIC", answer.Text);
        Assert.Contains("heif-convert", answer.Text);
        Assert.Contains("JPEG", answer.Text);
    }

    async Task<Answer> ShowsTheSameFacesAsync(byte[] picture, string mediaType = "image/jpeg")
    {
        var expected = await system.Http.PostPictureAsync("recognitions", Photo);
        var actual = await system.Http.SendAsync(HttpMethod.Post, "recognitions", Api.Raw(picture, mediaType));

        Assert.True(actual.Status == 200, actual.ToString());
        Assert.Equal(SizeOf(expected), SizeOf(actual));
        var (before, after) = (BoxesOf(expected), BoxesOf(actual));
        Assert.Equal((3, 3), (before.Count, after.Count));
        foreach (var (one, other) in before.Zip(after))
        {
            Assert.Equal(one.MidX, other.MidX, one.Width * 0.1f);
            Assert.Equal(one.MidY, other.MidY, one.Width * 0.1f);
            Assert.Equal(one.Width, other.Width, one.Width * 0.2f);
        }

        return actual;
    }

    static (int, int) SizeOf(Answer answer) => (answer.Json.GetProperty("width").GetInt32(), answer.Json.GetProperty("height").GetInt32());

    static List<SKRect> BoxesOf(Answer answer) =>
    [
        .. answer.Json.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("box"))
            .Select(box => SKRect.Create(box.GetProperty("x").GetSingle(), box.GetProperty("y").GetSingle(), box.GetProperty("width").GetSingle(), box.GetProperty("height").GetSingle())),
    ];

    static T With<T>(byte[] picture, Func<SKBitmap, T> make)
    {
        using var bitmap = SKBitmap.Decode(picture);
        return make(bitmap);
    }
}
