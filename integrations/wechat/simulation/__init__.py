"""WeChat's side of a talk, for trying the channel without an account: a phone that posts, and an API that is called."""
