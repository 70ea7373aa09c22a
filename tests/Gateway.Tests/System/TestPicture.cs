using SkiaSharp;

namespace FaceRec.Gateway.Tests;

/// <summary>Pictures made out of the README's photographs.</summary>
internal static class TestPicture
{
    /// <summary>The part of a photograph around one face of three, so that it shows that face alone.</summary>
    /// <param name="photo">Its number.</param>
    /// <param name="left">Of the part.</param>
    /// <param name="top">Of the part.</param>
    /// <param name="side">Of the part, which is square.</param>
    /// <param name="size">The part's size in the picture.</param>
    /// <param name="detail">Less than 1 blurs it.</param>
    /// <param name="around">The picture's size; what the part does not fill is empty.</param>
    public static byte[] OneFace(int photo, float left, float top, float side, int size, float detail = 1, int? around = null)
    {
        using var whole = SKBitmap.Decode(Repository.Photo(photo));
        using var small = Draw(whole, SKRect.Create(left, top, side, side), Math.Max(1, (int)(size * detail)));
        using var large = Draw(small, SKRect.Create(small.Width, small.Height), size);
        using var picture = new SKBitmap(around ?? size, around ?? size);
        picture.Erase(SKColors.LightGray);
        using (var canvas = new SKCanvas(picture))
            canvas.DrawBitmap(large, (picture.Width - size) / 2f, (picture.Height - size) / 2f, SKSamplingOptions.Default);
        using var image = SKImage.FromBitmap(picture);
        return image.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>An empty picture.</summary>
    public static byte[] Blank(SKEncodedImageFormat format = SKEncodedImageFormat.Png, int width = 64, int height = 64)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.LightGray);
        using var image = SKImage.FromBitmap(bitmap);
        return image.Encode(format, 90).ToArray();
    }

    static SKBitmap Draw(SKBitmap from, SKRect part, int size)
    {
        var to = new SKBitmap(size, size);
        using var canvas = new SKCanvas(to);
        using var image = SKImage.FromBitmap(from);
        canvas.DrawImage(image, part, SKRect.Create(size, size), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return to;
    }
}
