"""The findings beside the editor while somebody writes: judged from the form as it stands, without saving it."""
