"""The demo practice: invented people, the stories of their courses, and what tells them through the product's actions."""
