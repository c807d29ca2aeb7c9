dates();
