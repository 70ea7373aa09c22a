namespace FaceRec.Gateway.Tests;

public sealed class FileLabelTests
{
    [Theory]
    [InlineData("test_000.jpg", true)]
    [InlineData("Ünïcode 写真.png", true)]
    [InlineData("../secret.jpg", false)]
    [InlineData("a/b.jpg", false)]
    [InlineData(@"C:\pictures\me.jpg", false)]
    [InlineData("..", false)]
    [InlineData("", false)]
    [InlineData("line\nbreak.jpg", false)]
    public void Refuses_names_that_try_to_be_paths(string name, bool valid) => Assert.Equal(valid, FileLabel.IsValid(name));

    [Theory]
    [InlineData("test_000.jpg", "test_000")]
    [InlineData("no-extension", "no-extension")]
    [InlineData("two.dots.png", "two.dots")]
    [InlineData(".jpg", ".jpg")]
    public void Takes_the_last_extension_off(string name, string stem) => Assert.Equal(stem, FileLabel.Stem(name));
}
