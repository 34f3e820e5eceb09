"""What the chat says by itself, in the language of the page that it stands on."""

from console.ui.i18n import translate


def words_of(language: str) -> dict[str, str]:
    """The texts that the page's script needs, by name. `{…}` is filled in there."""

    def speak(english: str) -> str:
        return translate(english, language)

    return {
        "you": speak("You"),
        "seen": speak("Seen"),
        "sending": speak("Sending…"),
        "not_sent": speak("Not sent."),
        "again": speak("Try again"),
        "typing": speak("{name} is typing…"),
        "online": speak("We are here"),
        "busy": speak("All of us are in conversation. It takes a little longer."),
        "away": speak("Nobody is here at the moment"),
        "minutes": speak("Usually answers within {count} min"),
        "moments": speak("Usually answers within a minute"),
        "opens": speak("Back {when}"),
        "with": speak("You are talking to {name}"),
        "connecting": speak("Connecting…"),
        "welcome": speak("Hello! How can we help?"),
        "leave": speak("Leave us a message. We will answer by e-mail."),
        "left": speak("Thank you. We will answer to {email}."),
        "closed": speak("This conversation is closed. Write again whenever you like."),
        "thanks": speak("Thank you for telling us."),
        "transcript_sent": speak("On its way to {email}."),
        "file_wrong": speak("This file was not taken."),
        "failed": speak("That did not work. Please try again."),
        "today": speak("Today"),
        "new": speak("New message"),
    }
