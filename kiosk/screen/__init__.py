"""What hangs on the wall: pages made of contest values, and the Qt Quick scenes that draw them."""
