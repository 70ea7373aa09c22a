using FaceRec.Recognition.Models;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Tests.Pictures;

public class PictureTensorTests
{
    [Theory]
    [InlineData(37, 21, 37, 21)]
    [InlineData(37, 21, 64, 48)]
    [InlineData(37, 21, 37, 48)]
    [InlineData(37, 21, 64, 21)]
    [InlineData(37, 21, 300, 22)]
    [InlineData(100, 75, 101, 75)]
    [InlineData(250, 250, 320, 320)]
    [InlineData(1, 1, 16, 16)]
    [InlineData(3, 2, 11, 5)]
    public void Small_pictures_become_the_numbers_of_a_plain_bilinear_loop(int pictureWidth, int pictureHeight, int width, int height)
    {
        const float mean = 127, scale = 1 / 128f;
        var (paddedWidth, paddedHeight) = (width + 5, height + 3);
        using var picture = RandomPictures.Make(new Random(pictureWidth), pictureWidth, pictureHeight);
        foreach (var order in new[] { ChannelOrder.Rgb, ChannelOrder.Bgr })
        {
            var tensor = new float[3 * paddedWidth * paddedHeight];
            Array.Fill(tensor, float.NaN);

            PictureTensor.Fill(picture, width, height, paddedWidth, paddedHeight, order, mean, scale, tensor);

            for (var i = 0; i < tensor.Length; i++)
            {
                var (x, y, plane) = (i % paddedWidth, i / paddedWidth % paddedHeight, i / (paddedWidth * paddedHeight));
                var color = order == ChannelOrder.Rgb ? plane : 2 - plane;
                var expected = x < width && y < height ? (Between(picture, x, y, width, height, color) - mean) * scale : 0;
                Assert.Equal(expected, tensor[i], 1e-3);
            }
        }
    }

    // Pixels are squares: the picture's edges lie on the tensor's, and beyond the middle of the last pixel its colour stays.
    private static double Between(Picture picture, int x, int y, int width, int height, int color)
    {
        var atX = Math.Clamp((x + 0.5) * picture.Width / width - 0.5, 0, picture.Width - 1);
        var atY = Math.Clamp((y + 0.5) * picture.Height / height - 0.5, 0, picture.Height - 1);
        double sum = 0;
        for (var row = (int)atY; row < Math.Min((int)atY + 2, picture.Height); row++)
        {
            for (var column = (int)atX; column < Math.Min((int)atX + 2, picture.Width); column++)
                sum += picture.Pixels[row * picture.Stride + column * Picture.BytesPerPixel + color] * (1 - Math.Abs(atX - column)) * (1 - Math.Abs(atY - row));
        }
        return sum;
    }
}
