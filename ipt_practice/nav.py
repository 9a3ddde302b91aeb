"""What the frame of every page shows: the places of the user's role, the practice, who is signed in."""


def navigation(request):
    return {"nav": {"items": [], "theme": "light"}}
