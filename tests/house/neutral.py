"""Words that may not stand where a bystander looks: titles, addresses, file names, the name of the app."""

import re

NOT_FOR_BYSTANDERS = (
    "veilig", "veiligheid", "onveilig", "geweld", "mishandel", "misbruik", "kind", "kinderen", "alarm",
    "hulp", "help", "nood", "gevaar", "bang", "dader", "slachtoffer", "politie", "huisverbod", "risico",
    "dreig", "slaan", "crisis", "trauma", "jeugdzorg", "voogd", "toezicht", "melding", "signaal",
    "safety", "safe", "violence", "abuse", "child", "children", "danger", "emergency", "victim", "shield",
    "noor", "sara", "mark", "els", "tim", "amina",
)  # fmt: skip
# Short ones, which other words contain by chance: these count only as a word by themselves.
WHOLE = {
    "noor",
    "sara",
    "mark",
    "els",
    "tim",
    "amina",
    "bang",
    "kind",
    "nood",
    "slaan",
    "safe",
    "help",
}


def unfit(text: str) -> list[str]:
    """The words in `text` that tell a bystander something."""
    said = re.findall(r"[a-zà-ÿ]+", text.lower())
    return [
        bad
        for bad in NOT_FOR_BYSTANDERS
        if (bad in said if bad in WHOLE else any(bad in word for word in said))
    ]
