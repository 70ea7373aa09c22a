namespace FaceRec.ServiceDefaults;

/// <summary>How the text of a setting in <see cref="SettingNames"/> is read.</summary>
public enum SettingUnit
{
    /// <summary>As it stands.</summary>
    Plain,

    /// <summary>A number of seconds, fractions allowed.</summary>
    Seconds,
}
